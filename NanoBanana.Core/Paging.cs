using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core;

/// <summary>A cursor that the client sent is not one of ours.</summary>
internal sealed class BadCursorException() : Exception("The cursor is not one that this list gave out; start without it.");

/// <summary>Where a list by score and member goes on: strictly behind this place.</summary>
internal sealed record SortedSetCursor(double Score, string Member)
{
    public bool IsAfter(SortedSetCursor other) =>
        Score < other.Score || Score == other.Score && string.CompareOrdinal(Member, other.Member) < 0;

    public string ToCursor() => Cursors.Encode($"{Score:R}/{Member}");

    public static SortedSetCursor? From(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        var text = Cursors.Decode(cursor);
        var slash = text.IndexOf('/');
        return slash > 0 && double.TryParse(text.AsSpan(0, slash), out var score) && double.IsFinite(score)
            ? new(score, text[(slash + 1)..])
            : throw new BadCursorException();
    }
}

internal static class Cursors
{
    public static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string cursor)
    {
        try
        {
            return cursor.Length is > 0 and < 300
                ? new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor))
                : throw new BadCursorException();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new BadCursorException();
        }
    }
}

internal static class SortedSetPages
{
    /// <summary>Reads a sorted set downwards, by score and then by member, from behind a place.</summary>
    public static async Task<List<SortedSetCursor>> ReadDownAsync(this IDatabase database, RedisKey key, SortedSetCursor? after, int count)
    {
        var found = new List<SortedSetCursor>(count);
        for (var skip = 0; found.Count < count; skip += count)
        {
            var entries = await database.SortedSetRangeByScoreWithScoresAsync(
                key, double.NegativeInfinity, after?.Score ?? double.PositiveInfinity, Exclude.None, Order.Descending, skip, count);
            found.AddRange(entries
                .Select(entry => new SortedSetCursor(entry.Score, entry.Element.Text()))
                .Where(place => after is null || place.IsAfter(after)));
            if (entries.Length < count)
            {
                break;
            }
        }

        return found.Count > count ? found[..count] : found;
    }

    /// <summary>Cuts a list that was read one longer than the page, and gives the cursor of what follows.</summary>
    public static Page<T> ToPage<T>(this List<T> items, int limit, Func<T, string> cursor) =>
        items.Count > limit ? new(items[..limit], cursor(items[limit - 1])) : new(items, null);
}
