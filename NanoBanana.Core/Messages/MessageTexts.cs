using NanoBanana.Core.Edits;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Messages;

/// <summary>The words that came with the images of a session: those of the messages that show them, and those that asked for them.</summary>
internal sealed class MessageTexts(IDatabase database)
{
    public async Task<ILookup<string, string>> OfImagesAsync(string sessionId)
    {
        var rows = await database.HashValuesAsync(Keys.MessageRows(sessionId));
        var edits = await database.HashValuesAsync(Keys.EditRows(sessionId));
        return rows.Select(row => MessageStore.Read(row.Text()))
            .SelectMany(message => message.ImageIds.Select(image => (image, message.Text)))
            .Concat(edits.Select(row => EditRows.Read(row.Text())).SelectMany(edit => edit.ResultIds.Select(image => (image, edit.Prompt))))
            .ToLookup(pair => pair.image, pair => pair.Item2);
    }

    public async Task<bool> AnyContainsAsync(string sessionId, string words)
    {
        var rows = await database.HashValuesAsync(Keys.MessageRows(sessionId));
        return rows.Any(row => MessageStore.Read(row.Text()).Text.Contains(words, StringComparison.OrdinalIgnoreCase));
    }
}
