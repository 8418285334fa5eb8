using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Scanning;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using NanoBanana.Imaging;

namespace NanoBanana.Api.Images;

/// <summary>Judges one received file, has it scanned and takes it in.</summary>
internal sealed partial class UploadValidator(
    ImagePolicy policy, MalwareScanner scanner, UploadService uploads, StorageQuota quota,
    DeterministicIdGenerator ids, IOptions<ImagingOptions> imaging, UploadMetrics metrics,
    ILogger<UploadValidator> logger)
{
    /// <summary>Of an image's row, without its name.</summary>
    private const int RowBytes = 500;

    /// <param name="ownerId">Whose the session is.</param>
    public async Task<UploadResult> AddAsync(
        UserId userId, SessionId sessionId, UserId ownerId, UploadPart part, CancellationToken cancellationToken)
    {
        var result = await JudgeAsync(userId, sessionId, ownerId, part, cancellationToken);
        if (result.Image is { } image)
        {
            metrics.Stored(image.Bytes);
        }
        else if (result.Problem is { } problem)
        {
            metrics.Refused(problem.Code);
        }

        return result;
    }

    private async Task<UploadResult> JudgeAsync(
        UserId userId, SessionId sessionId, UserId ownerId, UploadPart part, CancellationToken cancellationToken)
    {
        if (part.File is not { } file)
        {
            return new(null, ImageProblems.Bytes(imaging.Value.MaxBytes), StatusCodes.Status413PayloadTooLarge);
        }

        var (header, problem, status) = await InspectAsync(userId, file, cancellationToken);
        return header is null
            ? new(null, problem, status)
            : await StoreAsync(userId, sessionId, ownerId, file, header, part.IsSelection, cancellationToken);
    }

    /// <summary>Judges a file by its header and has it scanned.</summary>
    public async Task<InspectedFile> InspectAsync(
        UserId userId, TemporaryUpload file, CancellationToken cancellationToken)
    {
        switch (policy.Judge(file.Content))
        {
            case ImageVerdict.Refused refused:
                return new(null, refused.Problem, StatusOf(refused.Refusal));
            case ImageVerdict.Accepted accepted:
                return await ScanAsync(userId, file, cancellationToken) is { } infected
                    ? new(null, infected.Problem, infected.Status) : new(accepted.Header, null, StatusCodes.Status200OK);
            default:
                throw new InvalidOperationException("A verdict is one of the two.");
        }
    }

    private async Task<UploadResult> StoreAsync(
        UserId userId, SessionId sessionId, UserId ownerId, TemporaryUpload file, ImageHeader header, bool isSelection,
        CancellationToken cancellationToken)
    {
        try
        {
            await using var places = await quota.TakeImageOfAsync(ownerId, file.Length, RowBytes + (3 * file.FileName.Length));
            var added = await uploads.AddAsync(userId, sessionId, ids.Next(), file, header, isSelection, cancellationToken);
            return new(added.Value, null, StatusCodes.Status400BadRequest);
        }
        catch (StorageFullException full)
        {
            return new(null, StorageFull(full.Message), StatusCodes.Status413PayloadTooLarge);
        }
        catch (ObjectStoreFullException)
        {
            return new(null, StorageFull(ObjectStoreFullException.Words), StatusCodes.Status507InsufficientStorage);
        }
    }

    /// <summary>Before the bytes are where anybody could read them.</summary>
    private async Task<UploadResult?> ScanAsync(UserId userId, TemporaryUpload file, CancellationToken cancellationToken)
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

    private static Problem StorageFull(string words) => new(StorageFullException.Code, "The storage is full", words);

    private static int StatusOf(ImageRefusal refusal) => refusal switch
    {
        ImageRefusal.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ImageRefusal.NotAnImage => StatusCodes.Status415UnsupportedMediaType,
        _ => StatusCodes.Status422UnprocessableEntity,
    };

    [LoggerMessage(
        LogLevel.Warning, "User {UserId} uploaded malware, which was refused: {Sha256} is {Signature}",
        EventName = "upload-validator.infected")]
    private partial void LogInfected(string userId, string sha256, string signature);
}

/// <summary>The image, or why not; neither when the session went away meanwhile.</summary>
internal sealed record UploadResult(ImageRow? Image, Problem? Problem, int Status);

/// <summary>What the header of a file says; or why it is refused, and with which status.</summary>
internal sealed record InspectedFile(ImageHeader? Header, Problem? Problem, int Status);
