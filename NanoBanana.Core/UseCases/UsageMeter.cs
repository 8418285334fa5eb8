using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>Reads what a user keeps in the sessions they own and what their edits cost today, from sums that every change keeps.</summary>
internal sealed class UsageMeter(
    IDatabase database, ProjectionQueue queue, UnitLedger units, IOptions<ImageOptions> images, IOptions<SessionOptions> sessions,
    IOptions<MessageOptions> messages, IOptions<EditOptions> edits)
{
    public async Task<Usage> ReadAsync(UserId userId)
    {
        await queue.TellAsync(userId);
        var counting = database.HashLengthAsync(Keys.Usage(userId));
        var sums = await database.HashGetAsync(Keys.UsageTotals(userId), ["images", "bytes", "textBytes"]);
        var today = await units.UsedTodayAsync(userId);
        return new((long)sums[0], (long)sums[1], await counting, (long)sums[2], today.Units, today.Asks, new(
            images.Value.BytesPerUser, sessions.Value.PerUser, messages.Value.TextBytesPerUser,
            edits.Value.UnitsPerDay, edits.Value.EditsPerDay));
    }
}
