using System.Text.Json.Serialization;

namespace NanoBanana.Core.Sessions;

/// <summary>A session's fields as an event carries them: an object, or the flat array that a script encodes.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class SessionJson : JsonSerializerContext
{
    public static Dictionary<string, string> Read(string json)
    {
        if (json.StartsWith('{'))
        {
            return System.Text.Json.JsonSerializer.Deserialize(json, Default.DictionaryStringString)!;
        }

        var flat = System.Text.Json.JsonSerializer.Deserialize(json, Default.StringArray)!;
        return Enumerable.Range(0, flat.Length / 2).ToDictionary(i => flat[2 * i], i => flat[2 * i + 1]);
    }
}
