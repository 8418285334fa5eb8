using NanoBanana.Api.Images;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Storage;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Imports;

/// <summary>Plans a session from a public copy: what everybody may see of it, and nothing more.</summary>
internal sealed class SnapshotFork(
    SnapshotStore snapshots, StrippedOriginals bare, Previews previews, IObjectStore store, DeterministicIdGenerator ids, TimeProvider time)
{
    private const int RowBytes = 600;

    /// <returns>Null when there is no such copy.</returns>
    /// <exception cref="ImportRefusedException">It holds too much.</exception>
    public async Task<SessionPlan?> PlanAsync(UserId userId, string code)
    {
        var (title, images, messages) = ("", new Dictionary<ImageId, ImageRow>(), new List<Message>());
        string? cursor = null;
        do
        {
            if (await snapshots.ReadAsync(code, cursor, Limits.PageMax) is not { } page)
            {
                return null;
            }

            title = page.Snapshot.Title;
            messages.AddRange(page.Messages);
            foreach (var image in page.Images)
            {
                images[image.Id] = image;
            }

            if (images.Count > ImportLimits.Images || messages.Count > ImportLimits.Messages)
            {
                throw new ImportRefusedException(
                    $"A fork may have {ImportLimits.Images:N0} pictures and {ImportLimits.Messages:N0} messages; this copy has more.");
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);

        var id = new SessionId(ids.Next());
        var ordered = images.Values.OrderBy(image => image.Id).ToList();
        var names = ordered.ToDictionary(image => image.Id, _ => new ImageId(ids.NextIn(id)));
        return new SessionPlan
        {
            Id = id,
            Title = title,
            Images =
            [
                .. ordered.Select(image =>
                    new PlannedImage(Row(image), cancellationToken => OpenAsync(image, userId, cancellationToken))),
            ],
            Messages =
            [
                .. messages.Select(message => message with
                {
                    Id = ids.NextIn(id),
                    SessionId = id,
                    AuthorId = message.Role == MessageRole.User ? userId : null,
                    ImageIds = [.. message.ImageIds.Where(names.ContainsKey).Select(image => names[image])],
                    EditId = null,
                }),
            ],
            Bytes = ordered.Sum(image => image.Bytes),
            TextBytes = messages.Sum(message => RowBytes + (3L * message.Text.Length))
                + ordered.Sum(image => RowBytes + (3L * image.FileName.Length)),
        };

        ImageRow Row(ImageRow image) => new(
            names[image.Id], id, userId, ImageStatus.Processing, NameOf(image), TypeOf(image), image.Width, image.Height, 0, "",
            image.ParentId is { } parent && names.TryGetValue(parent, out var named) ? named : null, null, null, null,
            time.GetUtcNow(), null);
    }

    /// <summary>Without its metadata: who forks gets no more than who looks.</summary>
    private async Task<PlannedFile> OpenAsync(ImageRow image, UserId userId, CancellationToken cancellationToken)
    {
        await using var content = await OpenBareAsync(image, userId, cancellationToken)
            ?? throw new ImportRefusedException("A picture of this copy is gone. Try again.");
        var file = await TemporaryUpload.CreateAsync(store, image.FileName);
        try
        {
            await file.CopyAsync(content, long.MaxValue, cancellationToken);
            return new(file, TypeOf(image), image.Width, image.Height);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private async Task<Stream?> OpenBareAsync(ImageRow image, UserId userId, CancellationToken cancellationToken) =>
        ImageTypes.IsShown(image.ContentType)
            ? await bare.OpenAsync(image, cancellationToken)
            : (await previews.OpenAsync(image, ImageVariant.Display, userId, cancellationToken)).Bytes;

    private static string TypeOf(ImageRow image) => ImageTypes.IsShown(image.ContentType) ? image.ContentType : ImageTypes.Display;

    private static string NameOf(ImageRow image) =>
        ImageTypes.IsShown(image.ContentType) ? image.FileName : Path.ChangeExtension(image.FileName, ".png");
}
