using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// A user's sessions, last changed first, and the search in them. One search looks through so many sessions and bytes of text; its page
/// may be short then, and goes on with its cursor.
/// </summary>
internal sealed class SessionList(IDatabase database, SessionStore sessions, ProjectionQueue queue, MessageTexts texts)
{
    private const int SearchedAtOnce = 8;
    private const int SearchedAtMost = 1000;

    public Task<JsonPage> ReadAsync(string userId, string? query, string? cursor, int limit, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(query) ? ReadAsync(userId, cursor, limit)
        : SearchAsync(userId, query, SortedSetCursor.From(cursor), limit, cancellationToken);

    /// <summary>An item of a page.</summary>
    public static Session Parse(ReadOnlyMemory<byte> item) => JsonSerializer.Deserialize(item.Span, ContractJson.Default.Session)!;

    private async Task<JsonPage> ReadAsync(string userId, string? cursor, int limit)
    {
        await queue.TellAsync(userId);
        var page = await database.ReadRowsAsync(Keys.UserSessions(userId), Keys.UserSeen(userId), cursor, limit);
        var found = new List<ReadOnlyMemory<byte>>(page.Items.Count);
        foreach (var row in page.Items)
        {
            if (SeenSession.View(row) is { IsEmpty: false } view)
            {
                found.Add(view);
            }
            else if (await sessions.FindAsync(userId, Encoding.UTF8.GetString(row.Span)) is { } session)
            {
                found.Add(Write(session));
            }
        }

        return new(found, page.NextCursor);
    }

    private async Task<JsonPage> SearchAsync(
        string userId, string query, SortedSetCursor? after, int limit, CancellationToken cancellationToken)
    {
        await queue.TellAsync(userId);
        var (budget, found, searched) = (texts.NewBudget(), new List<ReadOnlyMemory<byte>>(), 0);
        while (true)
        {
            var places = await database.ReadDownAsync(Keys.UserSessions(userId), after, SearchedAtOnce);
            var opened = await OpenAsync(userId, places);
            var matches = await Task.WhenAll(opened.Select(item => MatchesAsync(item.Session, query, budget, cancellationToken)));
            for (var i = 0; i < opened.Count; i++)
            {
                // A session too large for one search is looked through as far as a whole budget reaches.
                if (matches[i] is null && searched > 0)
                {
                    return new(found, after!.ToCursor());
                }

                matches[i] ??= await MatchesAsync(opened[i].Session, query, texts.NewBudget(), cancellationToken) ?? false;
                after = opened[i].Cursor;
                searched++;
                if (matches[i] == true)
                {
                    found.Add(Write(opened[i].Session));
                }

                if (found.Count == limit && (i + 1 < opened.Count || places.Count == SearchedAtOnce))
                {
                    return new(found, after.ToCursor());
                }
            }

            if (places.Count < SearchedAtOnce)
            {
                return new(found, null);
            }

            after = places[^1];
            if (searched >= SearchedAtMost)
            {
                return new(found, after.ToCursor());
            }
        }
    }

    private async Task<List<(Session Session, SortedSetCursor Cursor)>> OpenAsync(string userId, List<SortedSetCursor> places)
    {
        var rows = await Task.WhenAll(places.Select(place => sessions.FindAsync(userId, place.Member)));
        return [.. places.Select((place, i) => (Session: rows[i]!, Cursor: place)).Where(item => item.Session is not null)];
    }

    private static ReadOnlyMemory<byte> Write(Session session) => JsonSerializer.SerializeToUtf8Bytes(session, ContractJson.Default.Session);

    /// <summary>As the reader sees it.</summary>
    private static string NameOf(Session session) => session.Title is "" ? session.FileName ?? "" : session.Title;

    private async Task<bool?> MatchesAsync(Session session, string query, SearchBudget budget, CancellationToken cancellationToken) =>
        NameOf(session).Contains(query, StringComparison.OrdinalIgnoreCase) ? true
        : session.MessageCount == 0 ? false
        : await texts.AnyContainsAsync(session.Id, query, budget, cancellationToken);
}
