using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

internal static class SortedSets
{
    /// <summary>Reads ids downwards from a sorted set with one score, where ids sort by creation.</summary>
    /// <param name="after">The id that the page before ended with; null starts at the newest.</param>
    public static Task<RedisValue[]> NewestAsync(this IDatabase database, RedisKey key, string? after, int count) =>
        database.SortedSetRangeByValueAsync(
            key, min: default, max: after is null ? default(RedisValue) : after, Exclude.Stop, Order.Descending, take: count);
}
