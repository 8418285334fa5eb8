using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Ids;

/// <summary>The id of an edit. Opaque; sorts by creation time.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(IdJsonConverter<EditId>))]
public readonly record struct EditId(string Value) : IId<EditId>
{
    /// <inheritdoc/>
    public string Value { get => field ?? ""; } = Value is "" ? null! : Value;

    /// <inheritdoc/>
    public static EditId From(string value) => new(value);

    /// <inheritdoc/>
    public static EditId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EditId result)
    {
        result = new(s ?? "");
        return s is not null;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>The text.</summary>
    public static implicit operator string(EditId id) => id.Value;

    /// <summary>The id with this text.</summary>
    public static explicit operator EditId(string value) => new(value);
}
