using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>A user's sessions, last changed first, and the search in them.</summary>
internal sealed class SessionList(IDatabase database, SessionStore sessions, MessageTexts texts)
{
    public async Task<Page<Session>> ReadAsync(
        string userId, string? query, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var behind = Place.From(cursor);
        var found = new List<(Session Session, Place Place)>();
        while (found.Count <= limit)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var places = await database.ReadDownAsync(Keys.UserSessions(userId), behind, limit + 1);
            var rows = await Task.WhenAll(places.Select(place => sessions.FindAsync(userId, place.Member)));
            var matches = await Task.WhenAll(rows.Select(row => MatchesAsync(row, query)));
            found.AddRange(places.Select((place, i) => (Session: rows[i]!, Place: place)).Where((_, i) => matches[i]));
            if (places.Count <= limit)
            {
                break;
            }

            behind = places[^1];
        }

        var page = found.ToPage(limit, item => item.Place.ToCursor());
        return new([.. page.Items.Select(item => item.Session)], page.NextCursor);
    }

    private async Task<bool> MatchesAsync(Session? session, string? query) => session is not null
        && (string.IsNullOrWhiteSpace(query)
            || session.Title.Contains(query, StringComparison.OrdinalIgnoreCase)
            || await texts.AnyContainsAsync(session.Id, query));
}
