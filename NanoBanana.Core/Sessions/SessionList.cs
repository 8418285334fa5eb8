using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>A user's sessions, last changed first.</summary>
internal sealed class SessionList(IDatabase database, SessionStore sessions, ProjectionQueue queue, SessionSearch search)
{
    public Task<JsonPage> ReadAsync(UserId userId, string? query, string? cursor, int limit, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(query) ? ReadAsync(userId, cursor, limit)
        : search.RunAsync(userId, query, SortedSetCursor.From(cursor), limit, cancellationToken);

    /// <summary>An item of a page.</summary>
    public static Session Parse(ReadOnlyMemory<byte> item) => JsonSerializer.Deserialize(item.Span, ContractJson.Default.Session)!;

    /// <summary>The same as bytes.</summary>
    public static ReadOnlyMemory<byte> Write(Session session) => JsonSerializer.SerializeToUtf8Bytes(session, ContractJson.Default.Session);

    private async Task<JsonPage> ReadAsync(UserId userId, string? cursor, int limit)
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
            else if (await sessions.FindAsync(userId, new(Encoding.UTF8.GetString(row.Span))) is { } session)
            {
                found.Add(Write(session));
            }
        }

        return new(found, page.NextCursor);
    }
}
