using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Ids;

/// <summary>The id of a signed-in device of a user. Opaque.</summary>
/// <param name="Value">Its text.</param>
[JsonConverter(typeof(IdJsonConverter<DeviceId>))]
public readonly record struct DeviceId(string Value) : IId<DeviceId>
{
    /// <inheritdoc/>
    public string Value { get => field ?? ""; } = Value is "" ? null! : Value;

    /// <inheritdoc/>
    public static DeviceId From(string value) => new(value);

    /// <inheritdoc/>
    public static DeviceId Parse(string s, IFormatProvider? provider) => new(s);

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DeviceId result)
    {
        result = new(s ?? "");
        return s is not null;
    }

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    /// <summary>The text.</summary>
    public static implicit operator string(DeviceId id) => id.Value;

    /// <summary>The id with this text.</summary>
    public static explicit operator DeviceId(string value) => new(value);
}
