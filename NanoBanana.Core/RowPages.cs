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
    /// <summary>
    /// KEYS: order, rows, then session and its members when somebody has to be a member of it; ARGV: score and id to read on behind, or
    /// <c>+inf</c> and nothing, how many to read, the member. Answers score and id of the last item when there are more, or nothing twice, then
    /// each row, or the id where there is no JSON; for a member all rows in one, the last one first, without those that have no JSON; nothing at
    /// all to who is no member. Ids are hexadecimal, which sorts alike here and in Redis.
    /// </summary>
    private static readonly RedisScript Script = new("""
        if KEYS[3] and (redis.call('HEXISTS', KEYS[3], 'deletedAt') == 1 or redis.call('HEXISTS', KEYS[4], ARGV[4]) == 0) then return {} end
        local from, after, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])
        local ids, score, more, skip = {}, '', false, 0
        repeat
          local places = redis.call('ZREVRANGEBYSCORE', KEYS[1], from, '-inf', 'WITHSCORES', 'LIMIT', skip, limit + 1)
          for i = 1, #places, 2 do
            if after == '' or tonumber(places[i + 1]) < tonumber(from) or places[i] < after then
              more = #ids == limit
              if more then break end
              ids[#ids + 1], score = places[i], places[i + 1]
            end
          end
          skip = skip + limit + 1
        until more or #places < 2 * limit + 2
        local answer = more and {score, ids[#ids]} or {'', ''}
        if #ids == 0 then return answer end
        local rows, joined = redis.call('HMGET', KEYS[2], unpack(ids)), {}
        for i, row in ipairs(rows) do
          local known = row and string.find(row, '{', 1, true)
          if not KEYS[3] then
            answer[i + 2] = known and row or ids[i]
          elseif known then
            table.insert(joined, 1, row)
          end
        end
        if #joined > 0 then answer[3] = table.concat(joined, ',') end
        return answer
        """);

    /// <summary>Reads so many items from behind a place; an item without a row is its id.</summary>
    public static async Task<JsonPage> ReadRowsAsync(this IDatabase database, RedisKey order, RedisKey rows, string? cursor, int limit) =>
        (await ReadAsync(database, [order, rows], cursor, limit, ""))!;

    /// <summary>A page of a list in a session, ascending inside, for a member; null for everybody else.</summary>
    public static Task<JsonPage?> ReadRowsAsync(
        this IDatabase database, RedisKey order, RedisKey rows, string? cursor, int limit, string sessionId, string userId) =>
        ReadAsync(database, [order, rows, Keys.Session(sessionId), Keys.Members(sessionId)], cursor, limit, userId);

    private static async Task<JsonPage?> ReadAsync(IDatabase database, RedisKey[] keys, string? cursor, int limit, string userId)
    {
        var after = SortedSetCursor.From(cursor);
        var from = after?.Score.ToString("R", CultureInfo.InvariantCulture) ?? "+inf";
        var answer = (await Script.EvaluateAsync(database, keys, from, after?.Member ?? "", limit, userId)).Items();
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
