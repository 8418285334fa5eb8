using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

/// <summary>The reply of a script that changes something: a status, then what it found or made.</summary>
/// <param name="Fields">All of the reply; the first is the word of the status. Empty where no script ran.</param>
internal readonly record struct ScriptReply(CommandStatus Status, RedisResult[] Fields)
{
    public bool IsOk => Status == CommandStatus.Ok;

    public static ScriptReply From(RedisResult[] fields) => new(
        fields[0].Text() is "ok" ? CommandStatus.Ok : Enum.Parse<CommandStatus>(fields[0].Text(), ignoreCase: true), fields);

    /// <summary>The row that follows the status; the refusal when there is none.</summary>
    public CommandResult<T> Read<T>(Func<string, T> read) => IsOk ? read(Fields[1].Text()) : Status;

    /// <summary>The value where the change stands; else the refusal.</summary>
    public CommandResult<T> With<T>(T value) => IsOk ? value : Status;
}
