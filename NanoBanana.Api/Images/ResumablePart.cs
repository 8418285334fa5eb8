using System.Security.Cryptography;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Resumable;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Images;

/// <summary>
/// Takes one part of an upload as it arrives, a block after the other: a lost connection or a killed replica costs the block that was on
/// its way. A part with a checksum counts only when all of it is there. The last block makes the image, then the upload is finished.
/// </summary>
internal sealed class ResumablePart(
    ResumableUploads uploads, UploadAdmission admission, UploadValidator validator, UploadRoom room, DeterministicIdGenerator ids,
    IObjectStore store)
{
    private const int BlockLength = 1 << 20;

    /// <summary>Of a part with a checksum, which is in memory until the end of it is there.</summary>
    private const int CheckedMaxLength = 4 * BlockLength;

    public async Task<PartAnswer> ReceiveAsync(
        CurrentUser caller, ResumableUpload upload, (HashAlgorithmName Algorithm, byte[] Hash)? checksum, HttpContext context,
        CancellationToken cancellationToken)
    {
        using var turn = await room.EnterAsync(caller.Id, cancellationToken);
        if (!turn.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "1";
            return Refuse(Problems.Coded(
                StatusCodes.Status429TooManyRequests, "too-many-uploads", "Too many of your uploads arrive at a time. Wait for some."));
        }

        room.Hurry(context);
        var admitted = await admission.AskAsync(caller.Id, upload.SessionId, context.Response);
        if (admitted.Refusal is { } refusal)
        {
            return Refuse(refusal);
        }

        var block = new byte[(int)Math.Min(checksum is null ? BlockLength : CheckedMaxLength, upload.Length - upload.Offset)];
        room.Take(block.Length);
        try
        {
            return checksum is null
                ? await TakeAsync(caller, upload, admitted.OwnerId, block, context.Request.Body, cancellationToken)
                : await TakeCheckedAsync(caller, upload, admitted.OwnerId, block, checksum.Value, context.Request.Body, cancellationToken);
        }
        finally
        {
            room.GiveBack(block.Length);
        }
    }

    private async Task<PartAnswer> TakeAsync(
        CurrentUser caller, ResumableUpload upload, UserId ownerId, byte[] block, Stream body, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wanted = (int)Math.Min(block.Length, upload.Length - upload.Offset);
            var (read, lost) = await FillAsync(body, block.AsMemory(0, wanted), cancellationToken);
            if (read > 0)
            {
                // What has come is kept, even if who sent it is gone.
                var end = lost is null ? cancellationToken : CancellationToken.None;
                var answer = await AddAsync(caller, upload, ownerId, block.AsMemory(0, read), end);
                if (answer is not PartAnswer.Taken { Upload: { ImageId: null } next })
                {
                    return answer;
                }

                upload = next;
            }

            if (lost is not null)
            {
                throw new BadHttpRequestException("The part is cut short.", lost);
            }

            if (read < wanted)
            {
                return new PartAnswer.Taken(upload);
            }
        }
    }

    private async Task<PartAnswer> TakeCheckedAsync(
        CurrentUser caller, ResumableUpload upload, UserId ownerId, byte[] block, (HashAlgorithmName Algorithm, byte[] Hash) checksum,
        Stream body, CancellationToken cancellationToken)
    {
        var (read, lost) = await FillAsync(body, block, cancellationToken);
        if (lost is not null)
        {
            throw new BadHttpRequestException("The part is cut short.", lost);
        }

        if (await body.ReadAsync(new byte[1], cancellationToken) > 0)
        {
            return Refuse(Problems.Coded(
                StatusCodes.Status413PayloadTooLarge, "too-large",
                $"A part with a checksum may have {CheckedMaxLength:N0} bytes, and no more than are missing."));
        }

        var part = block.AsMemory(0, read);
        return !CryptographicOperations.FixedTimeEquals(CryptographicOperations.HashData(checksum.Algorithm, part.Span), checksum.Hash)
            ? Refuse(Tus.Mismatch)
            : read == 0 ? new PartAnswer.Taken(upload) : await AddAsync(caller, upload, ownerId, part, cancellationToken);
    }

    private async Task<PartAnswer> AddAsync(
        CurrentUser caller, ResumableUpload upload, UserId ownerId, ReadOnlyMemory<byte> part, CancellationToken cancellationToken) =>
        upload.Offset + part.Length == upload.Length
            ? await FinishAsync(caller, upload, ownerId, part, cancellationToken)
            : await uploads.AddAsync(upload, part, cancellationToken) is { } next ? new PartAnswer.Taken(next) : new PartAnswer.Elsewhere();

    /// <summary>
    /// Makes the image of all that has come; should this end before it is noted, the last part is sent again and finds the image.
    /// </summary>
    private async Task<PartAnswer> FinishAsync(
        CurrentUser caller, ResumableUpload upload, UserId ownerId, ReadOnlyMemory<byte> last, CancellationToken cancellationToken)
    {
        using var file = await TemporaryUpload.CreateAsync(store, upload.FileName);
        await uploads.CopyToAsync(upload, file, cancellationToken);
        await file.WriteAsync(last, cancellationToken);
        file.Complete();
        ids.Seed(upload.Own);
        var result = await validator.AddAsync(caller.Id, upload.SessionId, ownerId, new(upload.FileName, file), cancellationToken);
        if (result.Image is { } image)
        {
            await uploads.FinishAsync(upload, image.Id);
            return new PartAnswer.Taken(upload with { Offset = upload.Length, ImageId = image.Id });
        }

        await uploads.DeleteAsync(upload.UserId, upload.Id);
        return Refuse(result.Problem is { } problem
            ? Problems.From(result.Status, problem) : Problems.Invalid("sessionId", UploadAdmission.NoSession));
    }

    /// <returns>How much has come, and why no more did if it was not the end.</returns>
    private static async Task<(int Read, Exception? Lost)> FillAsync(Stream body, Memory<byte> block, CancellationToken cancellationToken)
    {
        var total = 0;
        try
        {
            while (total < block.Length && await body.ReadAsync(block[total..], cancellationToken) is > 0 and var read)
            {
                total += read;
            }

            return (total, null);
        }
        catch (Exception lost) when (lost is IOException or OperationCanceledException)
        {
            return (total, lost);
        }
    }

    private static PartAnswer.Refused Refuse(IResult result) => new(result);
}

/// <summary>What became of a part.</summary>
internal abstract record PartAnswer
{
    public sealed record Taken(ResumableUpload Upload) : PartAnswer;

    public sealed record Refused(IResult Result) : PartAnswer;

    /// <summary>Another request was faster.</summary>
    public sealed record Elsewhere : PartAnswer;
}
