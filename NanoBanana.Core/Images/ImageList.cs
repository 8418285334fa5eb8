using NanoBanana.Contracts;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>Lists of images, newest first. Ids sort by creation, so an id is the place where the next page goes on.</summary>
internal sealed class ImageList(IDatabase database, SessionStore memberships, ImageSearch search)
{
    /// <summary>Sessions that one page of the gallery opens at a time.</summary>
    private const int SessionsAtOnce = 50;

    public async Task<Page<ImageRow>> OfSessionAsync(SessionId sessionId, string? cursor, int limit) =>
        (await DownAsync(sessionId, After(cursor), limit + 1)).ToPage(limit, image => Cursors.Encode(image.Id));

    /// <summary>Everything the user can see, or what of it matches.</summary>
    public async Task<Page<ImageRow>> OfUserAsync(
        UserId userId, ImageQuery query, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var after = After(cursor);
        if (!query.IsEmpty)
        {
            return await search.SearchAsync(userId, query, after, limit, cancellationToken);
        }

        var found = new List<ImageRow>();
        SortedSetCursor? place = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sessions = query.SessionId is { } only
                ? [new SortedSetCursor(double.MaxValue, only)]
                : await database.ReadDownAsync(Keys.UserSessions(userId), place, SessionsAtOnce);

            // No image is newer than its session's last change: older sessions cannot reach into a page that is full.
            var open = found.Count > limit
                ? sessions.TakeWhile(session => session.Score >= found[limit].CreatedAt.ToUnixTimeMilliseconds()).ToList()
                : sessions;
            var pages = await Task.WhenAll(open.Select(session => VisibleAsync(userId, new(session.Member), after, limit + 1)));
            found = [.. found.Concat(pages.SelectMany(page => page))
                .OrderByDescending(image => image.Id).Take(limit + 1)];
            if (open.Count < SessionsAtOnce || query.SessionId is not null)
            {
                return found.ToPage(limit, image => Cursors.Encode(image.Id));
            }

            place = sessions[^1];
        }
    }

    /// <summary>A user's list may still name a session that they were removed from a moment ago.</summary>
    private async Task<List<ImageRow>> VisibleAsync(UserId userId, SessionId sessionId, string? after, int count)
    {
        var reading = DownAsync(sessionId, after, count);
        var role = await memberships.RoleAsync(userId, sessionId);
        var found = await reading;
        return role is null ? [] : found;
    }

    private async Task<List<ImageRow>> DownAsync(SessionId sessionId, string? after, int count)
    {
        var ids = await database.NewestAsync(Keys.Images(sessionId), after, count);
        var rows = await database.HashGetAsync(Keys.ImageRows(sessionId), ids);
        return [.. rows.Where(row => !row.IsNull).Select(row => ImageStore.Read(row.Text()))];
    }

    private static string? After(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var id = Cursors.Decode(cursor);
        return Id.SessionOf(id) is null ? throw new BadCursorException() : id;
    }
}
