using System.Text.Json;
using System.Text.Json.Serialization;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>Reads Base64 as providers write it and as gateways do: also as a data URL, in the URL alphabet, unpadded or wrapped.</summary>
internal sealed class LooseBase64Converter : JsonConverter<ReadOnlyMemory<byte>>
{
    private const string DataScheme = "data:";

    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("Base64 is a string.");
        }

        return reader.TryGetBytesFromBase64(out var bytes) ? bytes : Decode(reader.GetString()!);
    }

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value.Span);

    private static byte[] Decode(string text)
    {
        var start = text.StartsWith(DataScheme, StringComparison.OrdinalIgnoreCase) ? text.IndexOf(',', StringComparison.Ordinal) + 1 : 0;
        var letters = new char[text.Length - start + 3];
        var length = 0;
        foreach (var letter in text.AsSpan(start).TrimEnd('='))
        {
            if (!char.IsWhiteSpace(letter))
            {
                letters[length++] = letter switch { '-' => '+', '_' => '/', _ => letter };
            }
        }

        var padded = (length + 3) / 4 * 4;
        letters.AsSpan(length, padded - length).Fill('=');
        var bytes = new byte[padded / 4 * 3];
        return Convert.TryFromBase64Chars(letters.AsSpan(0, padded), bytes, out var written)
            ? bytes[..written]
            : throw new JsonException("It is not Base64.");
    }
}
