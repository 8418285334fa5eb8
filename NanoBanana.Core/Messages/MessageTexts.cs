using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Messages;

/// <summary>Searches the words of messages and prompts, a page at a time and no further than a budget allows.</summary>
internal sealed class MessageTexts(IDatabase database, IOptions<MessageOptions> options)
{
    private const int Batch = 50;

    /// <summary>What one request may look through.</summary>
    public SearchBudget NewBudget() => new(options.Value.SearchBytes);

    /// <summary>The words that came with images: of the newest messages that show them, as far as the budget reaches.</summary>
    public async Task<ILookup<ImageId, string>> OfImagesAsync(SessionId sessionId, SearchBudget budget, CancellationToken cancellationToken)
    {
        var found = new List<(ImageId Image, string Text)>();
        await foreach (var message in NewestFirstAsync(sessionId, budget, cancellationToken))
        {
            found.AddRange(message.ImageIds.Select(image => (image, message.Text)));
        }

        return found.ToLookup(pair => pair.Image, pair => pair.Text);
    }

    /// <summary>The words that asked for those of the images that an edit made.</summary>
    public async Task<IReadOnlyDictionary<EditId, string>> PromptsAsync(
        SessionId sessionId, IReadOnlyCollection<ImageRow> images, SearchBudget budget)
    {
        var ids = images.Select(image => image.EditId).OfType<EditId>().Distinct().Select(id => (RedisValue)id.Value).ToArray();
        var rows = ids.Length == 0 ? [] : await database.HashGetAsync(Keys.EditRows(sessionId), ids);
        budget.Spend(rows.Sum(row => row.Length()));
        return rows.Where(row => !row.IsNull).Select(row => EditRows.Read(row.Text())).ToDictionary(edit => edit.Id, edit => edit.Prompt);
    }

    /// <summary>Whether a message in one of the blocks of the <see cref="TextIndex"/> has the words.</summary>
    /// <returns>Null when the budget was spent before the end.</returns>
    public async Task<bool?> AnyContainsAsync(
        SessionId sessionId, IEnumerable<int> blocks, string words, SearchBudget budget, CancellationToken cancellationToken)
    {
        foreach (var block in blocks)
        {
            var (first, last) = TextIndex.NumbersOf(block);
            var ids = await database.SortedSetRangeByScoreAsync(Keys.Messages(sessionId), first, last, order: Order.Descending);
            foreach (var some in ids.Chunk(Batch))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (budget.IsSpent)
                {
                    return null;
                }

                var rows = await database.HashGetAsync(Keys.MessageRows(sessionId), some);
                budget.Spend(rows.Sum(row => row.Length()));
                if (rows.Any(row => !row.IsNull && MessageStore.Read(row.Text()).Text.Contains(words, StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async IAsyncEnumerable<Message> NewestFirstAsync(
        SessionId sessionId, SearchBudget budget, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SortedSetCursor? after = null;
        while (!budget.IsSpent)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var places = await database.ReadDownAsync(Keys.Messages(sessionId), after, Batch);
            var rows = places.Count == 0 ? [] : await database.HashGetAsync(
                Keys.MessageRows(sessionId), [.. places.Select(place => (RedisValue)place.Member)]);
            foreach (var row in rows.Where(row => !row.IsNull))
            {
                budget.Spend(row.Length());
                yield return MessageStore.Read(row.Text());
            }

            if (places.Count < Batch)
            {
                break;
            }

            after = places[^1];
        }
    }
}
