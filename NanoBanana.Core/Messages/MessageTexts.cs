using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Messages;

/// <summary>The words that came with the images of a session.</summary>
internal sealed class MessageTexts(IDatabase database)
{
    public async Task<ILookup<string, string>> OfImagesAsync(string sessionId)
    {
        var rows = await database.HashValuesAsync(Keys.MessageRows(sessionId));
        return rows.Select(row => MessageStore.Read(row.Text()))
            .SelectMany(message => message.ImageIds.Select(image => (image, message.Text)))
            .ToLookup(pair => pair.image, pair => pair.Text);
    }

    public async Task<bool> AnyContainsAsync(string sessionId, string words)
    {
        var rows = await database.HashValuesAsync(Keys.MessageRows(sessionId));
        return rows.Any(row => MessageStore.Read(row.Text()).Text.Contains(words, StringComparison.OrdinalIgnoreCase));
    }
}
