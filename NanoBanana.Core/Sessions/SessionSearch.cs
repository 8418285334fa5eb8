using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>
/// Searches the names and messages of a user's sessions, last changed first. The index rules sessions out; those that are left are read.
/// One search looks at so many sessions and bytes of text; its page may be short then, and goes on with its cursor.
/// </summary>
internal sealed class SessionSearch(IDatabase database, SessionStore sessions, ProjectionQueue queue, TextIndex index, MessageTexts texts)
{
    private const int AskedAtOnce = 1024;
    private const int ReadAtOnce = 8;
    private const int AskedAtMost = 10_000;

    /// <summary>In front of every session.</summary>
    private static readonly SortedSetCursor Start = new(double.MaxValue, "");

    private enum Match
    {
        No,
        Yes,

        /// <summary>The budget was spent before its messages were read.</summary>
        Unread,

        /// <summary>The budget was spent before its messages were in the index.</summary>
        Unindexed,
    }

    /// <exception cref="BadCursorException">The cursor is none.</exception>
    public async Task<JsonPage> RunAsync(
        UserId userId, string words, SortedSetCursor? behind, int limit, CancellationToken cancellationToken)
    {
        await queue.TellAsync(userId);
        var search = new Search(userId, new(words), texts.NewBudget(), cancellationToken);
        var found = new List<ReadOnlyMemory<byte>>();
        for (var asked = 0; asked < AskedAtMost;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var places = await database.ReadDownAsync(Keys.UserSessions(userId), behind, AskedAtOnce);
            var heads = await Task.WhenAll(places.Select(place => index.ReadHeadAsync(new(place.Member), search.Query)));
            foreach (var some in places.Zip(heads).Chunk(ReadAtOnce))
            {
                var matches = await Task.WhenAll(some.Select(item => JudgeAsync(search, new(item.First.Member), item.Second)));
                for (var i = 0; i < some.Length; i++)
                {
                    var (place, head) = some[i];
                    var (match, session) = matches[i];
                    if (match is Match.Unread or Match.Unindexed && asked == 0)
                    {
                        // The first may have a whole budget for itself.
                        (match, session) = await JudgeAsync(search with { Budget = texts.NewBudget() }, new(place.Member), head);
                    }

                    if (match is Match.Unindexed || match is Match.Unread && asked > 0)
                    {
                        return new(found, (behind ?? Start).ToCursor());
                    }

                    (behind, asked) = (place, asked + 1);
                    if (match is Match.Yes)
                    {
                        found.Add(SessionList.Write(session!));
                    }

                    if (found.Count == limit)
                    {
                        return new(found, behind.ToCursor());
                    }
                }
            }

            if (places.Count < AskedAtOnce)
            {
                return new(found, null);
            }
        }

        return new(found, behind!.ToCursor());
    }

    private async Task<(Match Match, Session? Session)> JudgeAsync(Search search, SessionId sessionId, TextIndex.Head head)
    {
        var blocks = await index.FindBlocksAsync(sessionId, search.Query, head, search.Budget, search.CancellationToken);
        if (blocks is null or [])
        {
            return (blocks is null ? Match.Unindexed : Match.No, null);
        }

        // A user's list may still name a session that they were removed from a moment ago.
        if (await sessions.FindAsync(search.UserId, sessionId) is not { } session)
        {
            return (Match.No, null);
        }

        var contains = NameOf(session).Contains(search.Query.Words, StringComparison.OrdinalIgnoreCase) ? true
            : session.MessageCount == 0 ? false
            : await texts.AnyContainsAsync(sessionId, blocks, search.Query.Words, search.Budget, search.CancellationToken);
        return (contains switch { true => Match.Yes, false => Match.No, null => Match.Unread }, session);
    }

    /// <summary>As the reader sees it.</summary>
    private static string NameOf(Session session) => session.Title is "" ? session.FileName ?? "" : session.Title;

    private sealed record Search(UserId UserId, TextQuery Query, SearchBudget Budget, CancellationToken CancellationToken);
}
