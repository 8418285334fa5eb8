using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Images;

/// <summary>Finds the image that somebody may see, and opens its bytes.</summary>
internal sealed class ContentFinder(
    ImageStore images, ImageBin bin, SnapshotStore snapshots, SignedUrls urls, IObjectStore store, StrippedOriginals bare)
{
    /// <summary>Null unless the caller, or whoever the URL was signed for, may see the image now.</summary>
    public async Task<ImageRow?> FindAsync(ImageId id, ImageVariant variant, ContentRequest request, UserId? callerId)
    {
        if (request.Signature is { } signature && !urls.IsGood(id, variant, AudienceOf(request), request.Expires, signature))
        {
            return null;
        }

        var image = request switch
        {
            { Signature: not null, Snapshot: { } snapshot } => await snapshots.FindImageAsync(snapshot, id),
            { Signature: not null, Bin: { } restorer } =>
                variant == ImageVariant.Thumbnail ? await bin.FindForAsync(restorer, id) : null,
            { Signature: not null, Reader: { } reader } => (await images.FindAsync(reader, id))?.Image,
            { Signature: null } when callerId is { } caller => (await images.FindAsync(caller, id))?.Image,
            _ => null,
        };
        return image is { Status: not ImageStatus.Rejected } ? image : null;
    }

    /// <summary>Opens an original or a thumbnail; null when the bytes are gone.</summary>
    public Task<Stream?> OpenAsync(ImageRow image, ImageVariant variant, bool withoutMetadata, CancellationToken cancellationToken) =>
        variant switch
        {
            ImageVariant.Thumbnail => store.OpenAsync(ObjectKeys.Thumbnail(image.Sha256), cancellationToken),
            _ when withoutMetadata => bare.OpenAsync(image, cancellationToken),
            _ => store.OpenAsync(ObjectKeys.Original(image.Sha256), cancellationToken),
        };

    private static SignedUrlAudience? AudienceOf(ContentRequest request) =>
        request.Snapshot is { } snapshot
            ? SignedUrlAudience.OfSnapshot(snapshot)
            : request.Bin is { } restorer ? SignedUrlAudience.Bin(restorer)
            : request.Reader is { } user ? SignedUrlAudience.User(user) : null;
}
