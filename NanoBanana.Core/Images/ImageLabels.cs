using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Core.Images;

/// <summary>Stars and tags of images. They belong to the session: every member sees the same, and editors may change them.</summary>
internal sealed class ImageLabels(ImageStore images, SessionTransaction transaction, StorageQuota quota)
{
    private const int Attempts = 8;

    private static readonly SessionScript UpdateScript = SessionScript.Load("images/label");

    /// <summary>Changes what is not null. The labels that others changed meanwhile are read again first.</summary>
    /// <exception cref="StorageFullException">The owner of the session keeps as much text as they may.</exception>
    public async Task<CommandResult<ImageRow>> UpdateAsync(UserId userId, ImageId id, bool? starred, IReadOnlyList<string>? tags)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await images.FindAsync(userId, id) is not { } found)
            {
                return CommandStatus.Missing;
            }

            if (found.Role < Role.Editor)
            {
                return CommandStatus.Forbidden;
            }

            var (before, changed) = (found.Image, With(found.Image, starred ?? found.Image.Starred, tags ?? found.Image.Tags));
            var row = ImageStore.Write(changed);
            if (row == ImageStore.Write(before))
            {
                return before;
            }

            await using var place = await quota.TakeTextAsync(before.SessionId, row.Length);
            var reply = await transaction.CommitAsync(
                UpdateScript, before.SessionId, userId, Role.Editor, [Keys.ImageRows(before.SessionId)],
                [id.Value, ImageStore.Write(before), row]);
            if (reply.Status != CommandStatus.Done)
            {
                return reply.With(changed);
            }
        }

        return CommandStatus.Done;
    }

    /// <summary>A row that <c>labelled</c> adds the labels to.</summary>
    public static string WriteWithout(ImageRow image) => ImageStore.Write(With(image, false, null));

    private static ImageRow With(ImageRow image, bool starred, IReadOnlyList<string>? tags) =>
        image with { Starred = starred, Tags = tags is { Count: > 0 } ? tags : null };
}
