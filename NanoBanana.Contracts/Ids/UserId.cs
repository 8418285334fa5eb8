using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Ids;

/// <summary>The id of a user, guests and operators among them. Opaque; sorts by creation time.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(IdJsonConverter<UserId>))]
public readonly record struct UserId(string Value) : IId<UserId>
{
    /// <inheritdoc/>
    public string Value { get => field ?? ""; } = Value is "" ? null! : Value;

    /// <inheritdoc/>
    public static UserId From(string value) => new(value);

    /// <inheritdoc/>
    public static UserId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result)
    {
        result = new(s ?? "");
        return s is not null;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>The text.</summary>
    public static implicit operator string(UserId id) => id.Value;

    /// <summary>The id with this text.</summary>
    public static explicit operator UserId(string value) => new(value);
}
