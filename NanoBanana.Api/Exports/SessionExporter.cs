using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Pins;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Recipes;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Storage;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Exports;

/// <summary>Writes all that a member sees of a session into a zip: <c>session.json</c> and the original images.</summary>
internal sealed class SessionExporter(
    SessionStore sessions, MemberStore members, MessageStore messages, ImageList images, EditList edits, PinStore pins,
    RecipeStore recipes, LineageReader lineage, IObjectStore store)
{
    private const int FlushAt = 64 << 10;

    /// <param name="folder">Where in the zip: empty, or ending with a slash.</param>
    /// <returns>False when the reader may not see the session (any more); the zip is incomplete then.</returns>
    public async Task<bool> WriteAsync(
        ZipArchive zip, string folder, UserId readerId, SessionId sessionId, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(readerId, sessionId) is not { } session)
        {
            return false;
        }

        var rows = await AllAsync((cursor, limit) => images.OfSessionAsync(sessionId, cursor, limit));
        rows.Reverse();
        var names = rows.Select((row, i) => $"images/{FileNames.Numbered(row.FileName, row.ContentType, i + 1)}").ToList();
        await using (var entry = await zip.CreateEntry($"{folder}session.json").OpenAsync(cancellationToken))
        {
            await using var json = new Utf8JsonWriter(entry, new() { Indented = true });
            json.WriteStartObject();
            Write(json, "session", session, ExportJson.Default.Session);
            var all = await AllAsync((cursor, limit) => members.ListAsync(sessionId, cursor, limit));
            Write(json, "members", all, ExportJson.Default.ListMember);
            json.WriteStartArray("messages");
            await foreach (var message in messages.OldestFirstAsync(sessionId, cancellationToken))
            {
                JsonSerializer.Serialize(json, message, ExportJson.Default.Message);
                await (json.BytesPending > FlushAt ? json.FlushAsync(cancellationToken) : Task.CompletedTask);
            }

            json.WriteEndArray();
            Write(json, "images", [.. rows.Select((row, i) => View(row, names[i]))], ExportJson.Default.ListImage);
            var asked = await AllAsync((cursor, limit) => edits.OfSessionAsync(sessionId, cursor, limit));
            Write(json, "edits", asked, ExportJson.Default.ListEdit);
            Write(json, "lineage", [.. (await lineage.OfSessionAsync(sessionId)).Edges], ExportJson.Default.ListLineageEdge);
            Write(json, "pins", await pins.OfSessionAsync(sessionId), ExportJson.Default.ListPin);
            var saved = await AllAsync((cursor, limit) => recipes.ListAsync(readerId, sessionId, cursor, limit));
            Write(json, "recipes", saved, ExportJson.Default.ListRecipe);
            json.WriteEndObject();
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

    private static void Write<T>(Utf8JsonWriter json, string name, T value, JsonTypeInfo<T> type)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, type);
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
        row.Status == ImageStatus.Rejected ? "" : name, null, row.ParentId, row.EditId, row.Drift, row.CreatedAt, row.Problem)
    {
        Starred = row.Starred,
        Tags = row.Tags ?? [],
    };
}
