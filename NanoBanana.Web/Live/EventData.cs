using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace NanoBanana.Web.Live;

internal static class EventData
{
    /// <summary>The resource that an event carries.</summary>
    public static T? Read<T>(this JsonElement data, JsonTypeInfo<T> type) where T : class =>
        data.ValueKind is JsonValueKind.Object ? data.Deserialize(type) : null;
}
