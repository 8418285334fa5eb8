using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Ids;

/// <summary>The id of a session. Opaque; sorts by creation time.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(IdJsonConverter<SessionId>))]
public readonly record struct SessionId(string Value) : IId<SessionId>
{
    /// <inheritdoc/>
    public string Value { get => field ?? ""; } = Value is "" ? null! : Value;

    /// <inheritdoc/>
    public static SessionId From(string value) => new(value);

    /// <inheritdoc/>
    public static SessionId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result)
    {
        result = new(s ?? "");
        return s is not null;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>The text.</summary>
    public static implicit operator string(SessionId id) => id.Value;

    /// <summary>The id with this text.</summary>
    public static explicit operator SessionId(string value) => new(value);
}
