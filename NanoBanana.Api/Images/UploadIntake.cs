using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Imaging;
using NanoBanana.Core.Scanning;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Images;

/// <summary>Judges one received file, has it scanned and takes it in.</summary>
internal sealed partial class UploadIntake(
    ImagePolicy policy, MalwareScanner scanner, ImageUploads uploads, StorageQuota quota, IdSource ids, IOptions<ImagingOptions> imaging,
    ILogger<UploadIntake> logger)
{
    public async Task<UploadResult> AddAsync(string userId, string sessionId, UploadPart part, CancellationToken cancellationToken)
    {
        if (part.File is not { } file)
        {
            return new(null, ImageProblems.Bytes(imaging.Value.MaxBytes), StatusCodes.Status413PayloadTooLarge);
        }

        switch (policy.Judge(file.Content))
        {
            case ImageVerdict.Refused refused:
                return new(null, refused.Problem, StatusOf(refused.Refusal));
            case ImageVerdict.Accepted when !await quota.TryTakeAsync(sessionId, file.Length):
                return new(null, StorageFull(quota.Limit), StatusCodes.Status413PayloadTooLarge);
            case ImageVerdict.Accepted accepted:
                if (await ScanAsync(userId, file, cancellationToken) is { } found)
                {
                    return found;
                }

                var (outcome, image) = await uploads.AddAsync(userId, sessionId, ids.Next(), file, accepted.Header, cancellationToken);
                return new(outcome == Outcome.Ok ? image : null, null, StatusCodes.Status400BadRequest);
            default:
                throw new InvalidOperationException("A verdict is one of the two.");
        }
    }

    /// <summary>Before the bytes are where anybody could read them.</summary>
    private async Task<UploadResult?> ScanAsync(string userId, ReceivedFile file, CancellationToken cancellationToken)
    {
        switch (await scanner.ScanAsync(file.Content, cancellationToken))
        {
            case ScanVerdict.Infected infected:
                LogInfected(userId, file.Sha256, infected.Signature);
                return new(null, ImageProblems.Infected(), StatusCodes.Status422UnprocessableEntity);
            case ScanVerdict.TooLarge tooLarge:
                return new(null, ImageProblems.Bytes(tooLarge.Limit), StatusCodes.Status413PayloadTooLarge);
            default:
                return null;
        }
    }

    private static Problem StorageFull(long limit) => new(
        "storage-full", "The storage is full",
        $"The owner of this session may keep {limit >> 20:N0} MB of images. Delete some, then upload this one again.");

    private static int StatusOf(ImageRefusal refusal) => refusal switch
    {
        ImageRefusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ImageRefusal.NotAnImage => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    [LoggerMessage(LogLevel.Warning, "User {UserId} uploaded malware, which was refused: {Sha256} is {Signature}")]
    private partial void LogInfected(string userId, string sha256, string signature);
}

/// <summary>The image, or why not; neither when the session went away meanwhile.</summary>
internal sealed record UploadResult(ImageRow? Image, Problem? Problem, int Status);
