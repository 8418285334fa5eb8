using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using NanoBanana.Imaging;

namespace NanoBanana.Worker.Edits;

/// <summary>Keeps a mask that is too weak to be used for a day, so that the one who asked can see it.</summary>
internal sealed class ShownMasks(IObjectStore store, UploadService uploads, StorageQuota quota, TimeProvider time)
{
    private static readonly string FileName = FileNames.MaskOf("subject.png");

    /// <param name="mask">A PNG.</param>
    /// <returns>The id of its image; null where there is no room for it, or nobody who may add one.</returns>
    public async Task<ImageId?> AddAsync(Edit edit, byte[] mask, CancellationToken cancellationToken)
    {
        try
        {
            await using var place = await quota.TakeBytesAsync(edit.SessionId, mask.Length);
            using var file = await TemporaryUpload.CreateAsync(store, FileName);
            await file.WriteAsync(mask, cancellationToken);
            file.Complete();
            var header = ((ImageHeaderResult.Found)ImageHeaderReader.Read(file.Content)).Header;
            var (_, image) = await uploads.AddAsync(
                edit.AuthorId, edit.SessionId, Id.New(time.GetUtcNow()), file, header, isSelection: true, cancellationToken);
            return image?.Id;
        }
        catch (Exception full) when (full is StorageFullException or ObjectStoreFullException)
        {
            return null;
        }
    }
}
