using System.Text.Json;
using System.Text.Json.Serialization;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Api.Live;

/// <summary>A <see cref="SessionEvent"/> as JSON, which is sent to many as it is.</summary>
[JsonConverter(typeof(Converter))]
internal sealed class EventJson(byte[] utf8)
{
    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>Only writes: the API sends events and receives none.</summary>
    internal sealed class Converter : JsonConverter<EventJson>
    {
        public override EventJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, EventJson value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
    }
}

/// <summary>What the hub sends beside the contract's types.</summary>
[JsonSerializable(typeof(EventJson))]
internal sealed partial class LiveJson : JsonSerializerContext;
