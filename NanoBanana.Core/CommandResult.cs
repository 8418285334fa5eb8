using System.Diagnostics.CodeAnalysis;

namespace NanoBanana.Core;

/// <summary>What a change came to: its value, or why nothing was changed.</summary>
internal readonly record struct CommandResult<T>
{
    private CommandResult(CommandStatus status, T? value, string? field) => (Status, Value, Field) = (status, value, field);

    public CommandStatus Status { get; }

    /// <summary>Set when the change stands.</summary>
    public T? Value { get; }

    /// <summary>The field of the request that was refused, where one is to blame.</summary>
    public string? Field { get; }

    /// <summary>Whether the change stands.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Status == CommandStatus.Ok && Value is not null;

    public static CommandResult<T> Ok(T value) => new(CommandStatus.Ok, value, null);

    /// <param name="status">Any but <see cref="CommandStatus.Ok"/>.</param>
    /// <param name="field">The field of the request that is to blame.</param>
    public static CommandResult<T> Refused(CommandStatus status, string? field = null) => status != CommandStatus.Ok
        ? new(status, default, field) : throw new ArgumentOutOfRangeException(nameof(status), status, "A refusal needs a reason.");

    public static implicit operator CommandResult<T>(T value) => Ok(value);

    public static implicit operator CommandResult<T>(CommandStatus refusal) => Refused(refusal);

    public void Deconstruct(out CommandStatus status, out T? value) => (status, value) = (Status, Value);
}
