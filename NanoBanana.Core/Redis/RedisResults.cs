using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

internal static class RedisResults
{
    public static RedisResult[] Items(this RedisResult result) => (RedisResult[]?)result ?? [];

    public static string Text(this RedisResult result) => (string?)result ?? "";

    public static string Text(this RedisValue value) => (string?)value ?? "";

    public static Dictionary<string, string> Fields(this HashEntry[] entries) =>
        entries.ToDictionary(entry => entry.Name.Text(), entry => entry.Value.Text());

    /// <summary>The rows of a hash by the ids that its fields are.</summary>
    public static Dictionary<TId, string> Rows<TId>(this HashEntry[] entries)
        where TId : struct, IId<TId> =>
        entries.ToDictionary(entry => TId.From(entry.Name.Text()), entry => entry.Value.Text());

    /// <summary>The same of a flat array of ids and rows.</summary>
    public static Dictionary<TId, string> Rows<TId>(this RedisResult result)
        where TId : struct, IId<TId> =>
        result.Fields().ToDictionary(field => TId.From(field.Key), field => field.Value);

    /// <summary>The fields of a flat array of names and values, as HGETALL in a script or a stream entry returns it.</summary>
    public static Dictionary<string, string> Fields(this RedisResult result)
    {
        var items = result.Items();
        var fields = new Dictionary<string, string>(items.Length / 2);
        for (var i = 0; i + 1 < items.Length; i += 2)
        {
            fields[items[i].Text()] = items[i + 1].Text();
        }

        return fields;
    }
}
