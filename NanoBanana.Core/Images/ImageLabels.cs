using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Core.Images;

/// <summary>Stars and tags of images. They belong to the session: every member sees the same, and editors may change them.</summary>
internal sealed class ImageLabels(ImageStore images, SessionTransaction transaction, StorageQuota quota)
{
    private const int Attempts = 8;

    /// <summary>
    /// Goes before the lines of a script that writes a row anew: <c>labelled(before, row)</c> is the row with the labels that there are, so that
    /// a worker, which read it earlier, takes none back.
    /// </summary>
    public const string Lua = """
        local function labelled(before, row)
          local known = cjson.decode(before)
          local labels = ''
          if known.starred then labels = ',"starred":true' end
          if type(known.tags) == 'table' and #known.tags > 0 then labels = labels .. ',"tags":' .. cjson.encode(known.tags) end
          return string.sub(row, 1, -2) .. labels .. '}'
        end

        """;

    private static readonly SessionScript UpdateScript = new("""
        local data = redis.call('HGET', K[1], A[1])
        if not data then return {'missing'} end
        local known, base = cjson.decode(data), cjson.decode(A[2])
        if known.status ~= base.status or known.starred ~= base.starred
          or cjson.encode(known.tags or cjson.null) ~= cjson.encode(base.tags or cjson.null) then return {'done'} end
        put(K[1], A[1], A[3])
        emit('image.updated', A[3])
        return {'ok'}
        """);

    /// <summary>Changes what is not null. The labels that others changed meanwhile are read again first.</summary>
    /// <exception cref="StorageFullException">The owner of the session keeps as much text as they may.</exception>
    public async Task<(CommandResult Outcome, ImageRow? Image)> UpdateAsync(string userId, string id, bool? starred, IReadOnlyList<string>? tags)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await images.FindAsync(userId, id) is not { } found)
            {
                return (CommandResult.Missing, null);
            }

            if (found.Role < Role.Editor)
            {
                return (CommandResult.Forbidden, null);
            }

            var (before, changed) = (found.Image, With(found.Image, starred ?? found.Image.Starred, tags ?? found.Image.Tags));
            var row = ImageStore.Write(changed);
            if (row == ImageStore.Write(before))
            {
                return (CommandResult.Ok, before);
            }

            await using var place = await quota.TakeTextAsync(before.SessionId, row.Length);
            var (outcome, _) = await transaction.CommitAsync(
                UpdateScript, before.SessionId, userId, Role.Editor, [Keys.ImageRows(before.SessionId)], [id, ImageStore.Write(before), row]);
            if (outcome != CommandResult.Done)
            {
                return (outcome, changed);
            }
        }

        return (CommandResult.Done, null);
    }

    /// <summary>A row that <c>labelled</c> adds the labels to.</summary>
    public static string WriteWithout(ImageRow image) => ImageStore.Write(With(image, false, null));

    private static ImageRow With(ImageRow image, bool starred, IReadOnlyList<string>? tags) =>
        image with { Starred = starred, Tags = tags is { Count: > 0 } ? tags : null };
}
