using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Tests.Fixtures;

/// <summary>All that a Redis holds, as text: to look for what should not be there.</summary>
internal static class EverythingIn
{
    /// <summary>Each key with its values.</summary>
    public static async Task<List<string>> RedisAsync(IConnectionMultiplexer redis)
    {
        var (database, found) = (redis.GetDatabase(), new List<string>());
        foreach (var key in redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: "*").ToList())
        {
            found.Add($"{key}: {string.Join(' ', await ValuesAsync(database, key))}");
        }
        return found;
    }

    private static async Task<IEnumerable<string?>> ValuesAsync(IDatabase database, RedisKey key)
    {
        var type = (await database.ExecuteAsync("TYPE", key)).Text();
        return type switch
        {
            "string" => [(await database.StringGetAsync(key)).ToString()],
            "hash" => (await database.HashGetAllAsync(key)).SelectMany(field => new[] { field.Name.ToString(), field.Value.ToString() }),
            "list" => (await database.ListRangeAsync(key)).Select(value => value.ToString()),
            "set" => (await database.SetMembersAsync(key)).Select(value => value.ToString()),
            "zset" => (await database.SortedSetRangeByRankAsync(key)).Select(value => value.ToString()),
            "stream" => (await database.ExecuteAsync("XRANGE", key, (RedisValue)"-", (RedisValue)"+")).Items()
                .SelectMany(entry => entry.Items()[1].Fields().SelectMany(field => new[] { field.Key, field.Value })),
            _ => [],
        };
    }
}
