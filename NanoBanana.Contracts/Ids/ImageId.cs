using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Ids;

/// <summary>The id of an image. Opaque; sorts by creation time.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(IdJsonConverter<ImageId>))]
public readonly record struct ImageId(string Value) : IId<ImageId>
{
    /// <inheritdoc/>
    public string Value { get => field ?? ""; } = Value is "" ? null! : Value;

    /// <inheritdoc/>
    public static ImageId From(string value) => new(value);

    /// <inheritdoc/>
    public static ImageId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ImageId result)
    {
        result = new(s ?? "");
        return s is not null;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>The text.</summary>
    public static implicit operator string(ImageId id) => id.Value;

    /// <summary>The id with this text.</summary>
    public static explicit operator ImageId(string value) => new(value);
}
