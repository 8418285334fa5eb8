using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>Counts what a user keeps in the sessions he owns, from the sessions themselves, and what his edits cost today.</summary>
internal sealed class UsageMeter(IDatabase database, UnitLedger units, IOptions<ImageOptions> options, IOptions<EditOptions> edits)
{
    private static readonly RedisValue[] Fields = ["ownerId", "imageCount", "bytes"];

    public async Task<Usage> ReadAsync(string userId)
    {
        var ids = await database.SortedSetRangeByRankAsync(Keys.UserSessions(userId));
        var rows = await Task.WhenAll(ids.Select(id => database.HashGetAsync(Keys.Session(id.Text()), Fields)));
        var own = rows.Where(row => row[0].Text() == userId).ToList();
        return new(own.Sum(row => (long)row[1]), own.Sum(row => (long)row[2]), await units.UsedTodayAsync(userId),
            new(options.Value.BytesPerUser, edits.Value.UnitsPerDay));
    }
}
