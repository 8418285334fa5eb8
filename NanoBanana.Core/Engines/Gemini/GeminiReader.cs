using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NanoBanana.Core.Engines.Gemini;

/// <summary>Reads camel case, and snake case too, which proxies use.</summary>
internal static class GeminiReader
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = GeminiJson.Default.WithAddedModifier(AlsoSnakeCase),
    };

    public static T? Read<T>(ReadOnlySpan<byte> json)
        where T : class => JsonSerializer.Deserialize(json, (JsonTypeInfo<T>)Lenient.GetTypeInfo(typeof(T)));

    private static void AlsoSnakeCase(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties.ToArray())
        {
            var snake = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (property.Set is { } set && char.IsAsciiLetter(property.Name[0]) && snake != property.Name)
            {
                var alias = type.CreateJsonPropertyInfo(property.PropertyType, snake);
                alias.Set = set;
                type.Properties.Add(alias);
            }
        }
    }
}
