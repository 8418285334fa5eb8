using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Messages;

/// <summary>
/// Tells where in a session words may be found, without reading its messages. The index of a session is one string: bit 0 is set while it
/// is complete, bytes 8 to 15 are the <c>seq</c> up to which messages are in it, and from byte 16 on there is one filter of
/// <see cref="NGrams"/> for every <see cref="BlockLength"/> numbers of the session's log. The first filter also has the title. Every change
/// of a session's texts clears bit 0 in its own script; the next search brings the index up to date. What was deleted or reworded stays in
/// the filters: they may say yes wrongly, and never no.
/// </summary>
internal sealed class TextIndex(IDatabase database)
{
    public const int BlockLength = 1024;

    private const int Header = 16;
    private const int BlocksAtOnce = 64;
    private const int Batch = 256;

    private static readonly RedisScript WriteScript = RedisScript.Load("text-index/write");

    /// <summary>What the index says of words without its long part.</summary>
    /// <param name="IsComplete">Whether all texts are in it.</param>
    /// <param name="Indexed">The <c>seq</c> up to which messages are in it.</param>
    /// <param name="IsInFirst">Whether the first block, which has the title, may have the words.</param>
    internal readonly record struct Head(bool IsComplete, long Indexed, bool IsInFirst);

    public async Task<Head> ReadHeadAsync(SessionId sessionId, TextQuery query)
    {
        var answers = (long[])(await database.ExecuteAsync("BITFIELD_RO", [Keys.TextIndex(sessionId), .. query.HeadCommand]))!;
        return new(answers[0] == 1, answers[1], answers.AsSpan(2).IndexOf(0) < 0);
    }

    /// <summary>The blocks of a session that may have the words, newest first. Brings the index up to date.</summary>
    /// <returns>Null when the budget was spent before all texts were in the index; the next search goes on from there.</returns>
    public async Task<IReadOnlyList<int>?> FindBlocksAsync(
        SessionId sessionId, TextQuery query, Head head, SearchBudget budget, CancellationToken cancellationToken)
    {
        if (!head.IsComplete)
        {
            if (await IndexAsync(sessionId, head.Indexed, budget, cancellationToken) is not { } indexed)
            {
                return null;
            }

            head = await ReadHeadAsync(sessionId, query) with { Indexed = indexed };
        }

        var bits = query.Bits;
        List<int> blocks = head.IsInFirst ? [0] : [];
        for (var from = 1; from <= BlockOf(head.Indexed); from += BlocksAtOnce)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = Enumerable.Range(from, Math.Min(BlocksAtOnce, BlockOf(head.Indexed) - from + 1)).ToList();
            var answers = (long[])(await database.ExecuteAsync(
                "BITFIELD_RO", [Keys.TextIndex(sessionId), .. some.SelectMany(block => bits.SelectMany(bit => Get(block, bit)))]))!;
            blocks.AddRange(some.Where(block => answers.AsSpan((block - from) * bits.Length, bits.Length).IndexOf(0) < 0));
        }

        blocks.Reverse();
        return blocks;
    }

    /// <summary>The numbers of the log that messages of a block have.</summary>
    public static (long First, long Last) NumbersOf(int block) => ((long)block * BlockLength, ((long)block + 1) * BlockLength - 1);

    /// <summary>The part of a command that reads a bit of a filter.</summary>
    public static object[] Get(int block, int bit) => ["GET", "u1", 8 * Header + (long)block * NGrams.FilterBits + bit];

    /// <summary>Adds what is not in the index yet.</summary>
    /// <returns>Up to which <c>seq</c> messages are in the index; null when the budget was spent before the last.</returns>
    private async Task<long?> IndexAsync(SessionId sessionId, long indexed, SearchBudget budget, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // What is written after this was read makes the seq another one, so that the index stays open.
            var session = await database.HashGetAsync(Keys.Session(sessionId), ["seq", "title", "fileName"]);
            var entries = await database.SortedSetRangeByScoreWithScoresAsync(
                Keys.Messages(sessionId), indexed, double.PositiveInfinity, Exclude.Start, Order.Ascending, 0, Batch);
            var isLast = entries.Length < Batch;
            var texts = await ReadTextsAsync(sessionId, entries, budget);
            if (isLast)
            {
                texts.AddRange(await ReadRewordedAsync(sessionId, budget));
                texts.AddRange([(0, session[1].ToString()), (0, session[2].ToString())]);
            }

            if (session[0].IsNull)
            {
                return indexed;
            }

            var reached = Math.Max(isLast ? (long)session[0] : indexed, entries.Length == 0 ? 0 : (long)entries[^1].Score);
            if (!await WriteAsync(sessionId, session[0], reached, isLast, texts))
            {
                continue;
            }

            if (isLast)
            {
                return reached;
            }

            indexed = reached;
            if (budget.IsSpent)
            {
                return null;
            }
        }
    }

    private async Task<List<(long Seq, string Text)>> ReadTextsAsync(SessionId sessionId, SortedSetEntry[] entries, SearchBudget budget)
    {
        var rows = entries.Length == 0 ? []
            : await database.HashGetAsync(Keys.MessageRows(sessionId), [.. entries.Select(entry => entry.Element)]);
        budget.Spend(rows.Sum(row => row.Length()));
        return [.. entries.Zip(rows).Where(pair => !pair.Second.IsNull)
            .Select(pair => ((long)pair.First.Score, MessageStore.Read(pair.Second.Text()).Text))];
    }

    private async Task<List<(long Seq, string Text)>> ReadRewordedAsync(SessionId sessionId, SearchBudget budget)
    {
        var ids = await database.SetMembersAsync(Keys.Reworded(sessionId));
        var scores = ids.Length == 0 ? [] : await database.SortedSetScoresAsync(Keys.Messages(sessionId), ids);
        var known = ids.Zip(scores).Where(pair => pair.Second is not null);
        return await ReadTextsAsync(
            sessionId, [.. known.Select(pair => new SortedSetEntry(pair.First, pair.Second!.Value))], budget);
    }

    private async Task<bool> WriteAsync(SessionId sessionId, RedisValue seq, long indexed, bool isLast, List<(long Seq, string Text)> texts)
    {
        var key = Keys.TextIndex(sessionId);
        List<RedisValue> values = [seq, indexed, isLast ? 1 : 0];
        foreach (var block in texts.GroupBy(text => BlockOf(text.Seq)))
        {
            var from = Header + (long)block.Key * NGrams.FilterBytes;
            var before = (byte[]?)await database.StringGetRangeAsync(key, from, from + NGrams.FilterBytes - 1) ?? [];
            var filter = new byte[NGrams.FilterBytes];
            before.CopyTo(filter, 0);
            foreach (var (_, text) in block)
            {
                NGrams.AddTo(filter, text);
            }

            values.AddRange([from, before, filter]);
        }

        return (long)await WriteScript.EvaluateAsync(
            database, [Keys.Session(sessionId), key, Keys.Reworded(sessionId)], [.. values]) == 1;
    }

    /// <summary>The block of the message with this <c>seq</c>.</summary>
    private static int BlockOf(long seq) => (int)(seq / BlockLength);
}
