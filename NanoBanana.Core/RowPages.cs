using System.Globalization;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core;

/// <summary>A page of a list whose items are JSON already, as the contract has them.</summary>
/// <param name="Items">Each one item, or several with commas between them.</param>
internal sealed record JsonPage(IReadOnlyList<ReadOnlyMemory<byte>> Items, string? NextCursor);

/// <summary>Reads a page of a list in one round trip: ids downwards from a sorted set, and the rows of a hash in the same slot.</summary>
internal static class RowPages
{
    private static readonly RedisScript Script = RedisScript.Load("rows/page");

    /// <summary>Reads so many items from behind a place; an item without a row is its id.</summary>
    public static async Task<JsonPage> ReadRowsAsync(this IDatabase database, RedisKey order, RedisKey rows, string? cursor, int limit) =>
        (await ReadAsync(database, [order, rows], cursor, limit, null))!;

    /// <summary>A page of a list in a session, ascending inside, for a member; null for everybody else.</summary>
    public static Task<JsonPage?> ReadRowsAsync(
        this IDatabase database, RedisKey order, RedisKey rows, string? cursor, int limit, SessionId sessionId, UserId userId) =>
        ReadAsync(database, [order, rows, Keys.Session(sessionId), Keys.Members(sessionId)], cursor, limit, userId);

    private static async Task<JsonPage?> ReadAsync(IDatabase database, RedisKey[] keys, string? cursor, int limit, UserId? userId)
    {
        var after = SortedSetCursor.From(cursor);
        var from = after?.Score.ToString("R", CultureInfo.InvariantCulture) ?? "+inf";
        var answer = (await Script.EvaluateAsync(database, keys, from, after?.Member ?? "", limit, userId?.Value ?? "")).Items();
        if (answer.Length == 0)
        {
            return null;
        }

        var items = new ReadOnlyMemory<byte>[answer.Length - 2];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = (byte[])answer[i + 2]!;
        }

        return new(items, answer[0].Text() is "" ? null : new SortedSetCursor((double)answer[0], answer[1].Text()).ToCursor());
    }
}
