using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Operators;

/// <summary>How often what was refused or failed in the last 24 hours, of all processes together.</summary>
internal sealed class RecentFailureCounts(IDatabase database, TimeProvider time)
{
    private const int Hours = 24;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(Hours + 2);

    /// <param name="counts">By kind and code.</param>
    public async Task AddAsync(IEnumerable<KeyValuePair<(string Kind, string Code), long>> counts)
    {
        var key = Keys.Failures(time.GetUtcNow());
        foreach (var ((kind, code), count) in counts)
        {
            await database.HashIncrementAsync(key, $"{kind}:{code}", count);
        }

        await database.KeyExpireAsync(key, Kept);
    }

    /// <summary>The most frequent first.</summary>
    public async Task<IReadOnlyList<FailureCount>> ReadAsync()
    {
        var now = time.GetUtcNow();
        var hours = await Task.WhenAll(
            Enumerable.Range(0, Hours + 1).Select(ago => database.HashGetAllAsync(Keys.Failures(now.AddHours(-ago)))));
        return
        [
            .. from entry in hours.SelectMany(hour => hour)
               group (long)entry.Value by entry.Name.Text() into same
               let parts = same.Key.Split(':', 2)
               let count = same.Sum()
               orderby count descending, same.Key
               select new FailureCount(parts[0], parts[1], count),
        ];
    }
}
