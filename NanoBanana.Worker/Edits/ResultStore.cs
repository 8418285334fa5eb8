using System.Net.Mime;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Worker.Thumbnails;

namespace NanoBanana.Worker.Edits;

/// <summary>
/// Stores a result as uploads are stored, with its thumbnail, and only then commits its image: it is ready when it is seen first. What
/// a crash leaves before that is bytes without an image, which the reconciler removes.
/// </summary>
internal sealed class ResultStore(
    IObjectStore store, ObjectReferences references, ThumbnailGenerator renditions, EditWork work, StorageQuota quota,
    IOptions<EditOptions> options, TimeProvider time)
{
    /// <param name="answer">As the engine gave it; kept beside the result where the operator wants it.</param>
    /// <exception cref="StorageFullException">The session's owner has no room for it.</exception>
    /// <exception cref="ObjectStoreFullException">Nobody has.</exception>
    public async Task AddAsync(
        EditCourse course, int variant, CompositedResult picture, ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var edit = course.Edit;
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(picture.Content));
        var now = time.GetUtcNow();
        var image = new ImageRow(
            new(Id.InSession(Id.New(now), edit.SessionId)), edit.SessionId, edit.AuthorId, ImageStatus.Ready,
            NameOf(course, variant, picture), picture.ContentType, picture.Width, picture.Height,
            picture.Content.Length,
            sha256, edit.ImageIds.Count > 0 ? edit.ImageIds[0] : null, edit.Id, edit.Engine, picture.Drift, now, null)
        {
            AnswerBytes = IsKept(course, picture, answer) ? answer.Length : 0,
        };

        await using var place = await quota.TakeBytesAsync(edit.SessionId, image.StoredBytes);
        await references.LookAfterAsync(sha256);
        await references.TakeAsync(sha256, image.Id, cancellationToken);
        var key = ObjectKeys.Original(sha256);
        if (!await store.ExistsAsync(key, cancellationToken))
        {
            await store.WriteAsync(key, picture.Content, picture.ContentType, cancellationToken);
        }

        if (image.AnswerBytes > 0)
        {
            await store.WriteAsync(ObjectKeys.Answer(sha256), answer.ToArray(), MediaTypeNames.Application.Octet, cancellationToken);
        }

        await renditions.MakeThumbnailAsync(sha256, picture.Content, null, cancellationToken);
        try
        {
            course.Edit = edit with { ResultIds = [.. edit.ResultIds, image.Id] };
            course.Edit = course.Edit with { Progress = course.ProgressWith(0) };
            await work.DeliverAsync(course.Edit, course.Token, variant, image);
        }
        catch (EditNotWantedException)
        {
            await references.GiveBackAsync(sha256, image.Id);
            throw;
        }
    }

    private static string NameOf(EditCourse course, int variant, CompositedResult picture) => course.ResultName is { } name
        ? FileNames.Clean(name) + FileNames.ExtensionOf(picture.ContentType)
        : ResultNames.From(course.Wish.Edit.Prompt, variant, picture.ContentType);

    /// <summary>An answer that is stored as it came is not stored twice.</summary>
    private bool IsKept(EditCourse course, CompositedResult picture, ReadOnlyMemory<byte> answer) =>
        options.Value.KeepAnswers && course.Engine!.IsGenerative && !answer.Span.SequenceEqual(picture.Content);
}
