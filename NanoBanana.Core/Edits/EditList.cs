using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>Lists of edits, newest first. Ids sort by creation, so an id is the place where the next page goes on.</summary>
internal sealed class EditList(IDatabase database, SessionStore sessions, UnitLedger units)
{
    public async Task<Page<Edit>> OfSessionAsync(SessionId sessionId, string? cursor, int limit)
    {
        var after = After(cursor);
        var ids = await database.NewestAsync(Keys.Edits(sessionId), after, limit + 1);
        var rows = await database.HashGetAsync(Keys.EditRows(sessionId), ids);
        return rows.Where(row => !row.IsNull).Select(row => EditRows.Read(row.Text())).ToList()
            .ToPage(limit, edit => Cursors.Encode(edit.Id));
    }

    /// <summary>A user's recent edits, in any session they still see.</summary>
    /// <param name="statuses">Only those; all when there is none.</param>
    public async Task<Page<Edit>> OfUserAsync(
        UserId userId, IReadOnlyCollection<EditStatus> statuses, string? cursor, int limit, CancellationToken cancellationToken)
    {
        var after = After(cursor);
        var found = new List<Edit>();
        var earlier = (await units.RecentAsync(userId)).Where(id => after is null || string.CompareOrdinal(id.Value, after) < 0);
        foreach (var some in earlier.Chunk(limit + 1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            found.AddRange((await VisibleAsync(userId, some)).Where(edit => statuses.Count == 0 || statuses.Contains(edit.Status)));
            if (found.Count > limit)
            {
                break;
            }
        }

        return found.Take(limit + 1).ToList().ToPage(limit, edit => Cursors.Encode(edit.Id));
    }

    /// <summary>Those whose session the user still sees; one that is named may not have come about.</summary>
    private async Task<IEnumerable<Edit>> VisibleAsync(UserId userId, IReadOnlyList<EditId> ids)
    {
        var reading = Task.WhenAll(ids.Select(id => database.FindEditAsync(Id.SessionOf(id)!.Value, id)));
        var sessionIds = ids.Select(id => Id.SessionOf(id)!.Value).Distinct().ToList();
        var roles = await Task.WhenAll(sessionIds.Select(id => sessions.RoleAsync(userId, id)));
        var seen = sessionIds.Where((_, i) => roles[i] is not null).ToHashSet();
        return (await reading).OfType<Edit>().Where(edit => seen.Contains(edit.SessionId));
    }

    private static string? After(string? cursor)
    {
        var after = cursor is null ? null : Cursors.Decode(cursor);
        return after is null || Id.SessionOf(after) is not null ? after : throw new BadCursorException();
    }
}
