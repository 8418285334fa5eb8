using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>
/// Searches the images of a user's sessions, newest first: always goes on in the session whose next image is the newest. When its
/// budget is spent, the page is short and its cursor names the last image that was looked at.
/// </summary>
internal sealed class ImageSearch(
    IDatabase database, SessionStore memberships, MessageTexts texts, IOptions<ImageOptions> options, TimeProvider time)
{
    /// <summary>Images of one session that are read at a time, and sessions that are asked for their newest.</summary>
    private const int Batch = 50;

    /// <summary>An image's id is never newer than the image, and older by as long as an Idempotency-Key is remembered at most.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromDays(1);

    public async Task<Page<ImageRow>> SearchAsync(
        UserId userId, ImageQuery query, string? behind, int limit, CancellationToken cancellationToken)
    {
        var budget = texts.NewBudget();
        var open = await OpenAsync(userId, query, behind, cancellationToken);
        var words = new Dictionary<SessionId, ILookup<ImageId, string>>();
        var (found, seen) = (new List<ImageRow>(), new List<string>());
        while (open.TryPeek(out var sessionId, out var next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var complete = found.Where(image => IsNewer(image.Id, next)).ToList();
            if (complete.Count > limit)
            {
                break;
            }

            if (budget.IsSpent && seen.Where(id => IsNewer(id, next)).Min(StringComparer.Ordinal) is { } last)
            {
                return new([.. complete.OrderByDescending(image => image.Id)], Cursors.Encode(last));
            }

            open.Dequeue();
            var images = await ReadAsync(sessionId, next, query, budget);
            if (query.Words is not null && !words.ContainsKey(sessionId))
            {
                words[sessionId] = await texts.OfImagesAsync(sessionId, budget, cancellationToken);
            }

            seen.AddRange(images.Select(image => image.Id.Value));
            var shown = query.Deleted ? await RestorableAsync(userId, sessionId, images) : images;
            found.AddRange(await MatchingAsync(sessionId, shown, query, words.GetValueOrDefault(sessionId), budget));
            if (images.Count > 0)
            {
                await PushAsync(open, sessionId, images[^1].Id, query);
            }
        }

        return found.OrderByDescending(image => image.Id).Take(limit + 1).ToList()
            .ToPage(limit, image => Cursors.Encode(image.Id));
    }

    /// <summary>The sessions that have images to look at, the one with the newest first.</summary>
    private async Task<PriorityQueue<SessionId, string>> OpenAsync(
        UserId userId, ImageQuery query, string? behind, CancellationToken cancellationToken)
    {
        var open = new PriorityQueue<SessionId, string>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)));
        var from = Earlier(behind, query.Before is { } before ? Id.FirstAt(before) : null);

        // No image is newer than its session's last change.
        RedisValue[] sessions = query.SessionId is { } only ? [only.Value] : await database.SortedSetRangeByScoreAsync(
            Keys.UserSessions(userId), query.After?.ToUnixTimeMilliseconds() ?? double.NegativeInfinity, order: Order.Descending);
        foreach (var some in sessions.Chunk(Batch))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(value => new SessionId(value.Text())).Select(async session =>
            {
                // A user's list may still name a session that they were removed from a moment ago.
                if (await memberships.RoleAsync(userId, session) is not null)
                {
                    await PushAsync(open, session, from, query);
                }
            }));
        }

        return open;
    }

    private async Task PushAsync(PriorityQueue<SessionId, string> open, SessionId sessionId, string? behind, ImageQuery query)
    {
        if (await database.NewestAsync(OrderOf(sessionId, query), behind, 1) is [{ } next]
            && (query.After is not { } after || Id.TimeOf(next.Text()) >= after - Slack))
        {
            lock (open)
            {
                open.Enqueue(sessionId, next.Text());
            }
        }
    }

    private async Task<List<ImageRow>> ReadAsync(SessionId sessionId, string from, ImageQuery query, SearchBudget budget)
    {
        var ids = await database.NewestAsync(OrderOf(sessionId, query), from, Batch);
        var rows = await database.HashGetAsync(query.Deleted ? Keys.ImageBin(sessionId) : Keys.ImageRows(sessionId), [from, .. ids]);
        budget.Spend(rows.Sum(row => row.Length()));
        return
        [
            .. rows.Where(row => !row.IsNull)
                .Select(row => query.Deleted ? ImageBin.Read(row.Text()).Image : ImageStore.Read(row.Text())),
        ];
    }

    /// <summary>What the user may take out of the bin, and what has not had its time.</summary>
    private async Task<List<ImageRow>> RestorableAsync(UserId userId, SessionId sessionId, List<ImageRow> images)
    {
        var since = time.GetUtcNow() - options.Value.RestoreWindow;
        return await memberships.RoleAsync(userId, sessionId) is { } role
            ? [.. images.Where(image => image.DeletedAt > since && ImageBin.MayChange(userId, image, role))] : [];
    }

    private static RedisKey OrderOf(SessionId sessionId, ImageQuery query) =>
        query.Deleted ? Keys.Binned(sessionId) : Keys.Images(sessionId);

    private async Task<IEnumerable<ImageRow>> MatchingAsync(
        SessionId sessionId, List<ImageRow> images, ImageQuery query, ILookup<ImageId, string>? words, SearchBudget budget)
    {
        var prompts = words is null ? null : await texts.PromptsAsync(sessionId, images, budget);
        return images.Where(image => query.Matches(image, Enumerable.Concat(
            words?[image.Id] ?? [], image.EditId is { } edit && prompts?.GetValueOrDefault(edit) is { } prompt ? [prompt] : [])));
    }

    private static string? Earlier(string? one, string? other) =>
        one is null || other is null ? one ?? other : IsNewer(one, other) ? other : one;

    private static bool IsNewer(string id, string than) => string.CompareOrdinal(id, than) > 0;
}
