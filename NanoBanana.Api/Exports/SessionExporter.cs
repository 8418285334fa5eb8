using System.IO.Compression;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Exports;

/// <summary>Writes all that a member sees of a session into a zip: <c>session.json</c> and the original images.</summary>
internal sealed class SessionExporter(
    SessionStore sessions, MemberStore members, MessageStore messages, ImageList images, EditList edits, LineageReader lineage,
    IObjectStore store)
{
    /// <param name="folder">Where in the zip: empty, or ending with a slash.</param>
    /// <returns>False when the reader may not see the session (any more); the zip is incomplete then.</returns>
    public async Task<bool> WriteAsync(ZipArchive zip, string folder, string readerId, string sessionId, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(readerId, sessionId) is not { } session)
        {
            return false;
        }

        var rows = await AllAsync((cursor, limit) => images.OfSessionAsync(sessionId, cursor, limit));
        rows.Reverse();
        var names = rows.Select((row, i) => $"images/{FileNames.Numbered(row.FileName, row.ContentType, i + 1)}").ToList();
        var export = new SessionExport(
            session,
            await AllAsync((cursor, limit) => members.ListAsync(sessionId, cursor, limit)),
            await MessagesAsync(sessionId),
            [.. rows.Select((row, i) => View(row, names[i]))],
            await AllAsync((cursor, limit) => edits.OfSessionAsync(sessionId, cursor, limit)),
            (await lineage.OfSessionAsync(sessionId)).Edges);
        await using (var entry = await zip.CreateEntry($"{folder}session.json").OpenAsync(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(entry, export, ExportJson.Default.SessionExport, cancellationToken);
        }

        for (var i = 0; i < rows.Count; i++)
        {
            // It may take a while, and a member can be removed meanwhile.
            if (await sessions.RoleAsync(readerId, sessionId) is null)
            {
                return false;
            }

            await WriteAsync(zip, folder + names[i], rows[i], cancellationToken);
        }

        return true;
    }

    private async Task WriteAsync(ZipArchive zip, string name, ImageRow image, CancellationToken cancellationToken)
    {
        if (image.Status == ImageStatus.Rejected
            || await store.OpenAsync(ObjectKeys.Original(image.Sha256), cancellationToken) is not { } original)
        {
            return;
        }

        await using (original)
        {
            // Pictures are compressed already.
            await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancellationToken);
            await original.CopyToAsync(entry, cancellationToken);
        }
    }

    private async Task<List<Message>> MessagesAsync(string sessionId)
    {
        // Pages go back in time and ascend inside.
        var newestFirst = await AllAsync(async (cursor, limit) =>
        {
            var page = await messages.ReadAsync(sessionId, cursor, limit);
            return new Page<Message>([.. page.Items.Reverse()], page.NextCursor);
        });
        newestFirst.Reverse();
        return newestFirst;
    }

    private static async Task<List<T>> AllAsync<T>(Func<string?, int, Task<Page<T>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(cursor, Limits.PageMax);
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return all;
    }

    private static Image View(ImageRow row, string name) => new(
        row.Id, row.SessionId, row.Status, row.FileName, row.ContentType, row.Width, row.Height, row.Bytes, row.Sha256,
        row.Status == ImageStatus.Rejected ? "" : name, null, row.ParentId, row.EditId, row.Drift, row.CreatedAt, row.Problem);
}
