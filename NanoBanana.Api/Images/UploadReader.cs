using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;

namespace NanoBanana.Api.Images;

/// <summary>
/// Reads a multipart body as it arrives (RFC 7578): files go to the store's disk while they are hashed, never into memory whole. A
/// file beyond the limit is read to its end and kept only as its name, so that it can be answered.
/// </summary>
internal sealed class UploadReader(IObjectStore store, IOptions<ImagingOptions> imaging, UploadRoom room) : IDisposable
{
    private const int FieldMaxLength = 1000;
    private const int PartsMax = 64;
    private const int BoundaryMaxLength = 200;

    /// <summary>Of the multipart reader: what it looks through for the boundary at a time.</summary>
    private const int WindowLength = 32 << 10;

    /// <summary>Of what is hashed and written at a time.</summary>
    private const int BlockLength = 128 << 10;

    /// <summary>Of one file.</summary>
    public long MaxBytes { get; set; } = imaging.Value.MaxBytes;

    private readonly List<TemporaryUpload> _files = [];
    private long _bytes;

    /// <param name="maxFiles">Files beyond this are counted and skipped.</param>
    /// <param name="admit">
    /// Asked before the first byte of a file is kept, with the session as far as it is named by then; where it refuses, the rest is read
    /// off and nothing is kept.
    /// </param>
    /// <returns>Null when the body is not multipart form data.</returns>
    public async Task<Upload?> ReadAsync(
        HttpRequest request, int maxFiles, Func<SessionId?, Task<IResult?>> admit, CancellationToken cancellationToken)
    {
        if (BoundaryOf(request) is not { } boundary)
        {
            return null;
        }

        var reader = new MultipartReader(boundary, request.Body, WindowLength);
        var parts = new List<UploadPart>();
        SessionId? sessionId = request.Query["sessionId"] is [{ Length: > 0 } named, ..] ? new(named) : null;
        IResult? refusal = null;
        var count = 0;
        var partsLeft = PartsMax;
        while (await WellFormedAsync(() => reader.ReadNextSectionAsync(cancellationToken)) is { } section)
        {
            if (--partsLeft < 0)
            {
                throw new BadHttpRequestException($"The multipart body has more than {PartsMax} parts.");
            }

            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                continue;
            }

            if (disposition.IsFileDisposition())
            {
                if (++count == 1)
                {
                    refusal = await admit(sessionId);
                }

                if (count <= maxFiles && refusal is null)
                {
                    parts.Add(await ReceiveAsync(section.Body, UploadNames.Clean(disposition), cancellationToken));
                }
            }
            else if (HeaderUtilities.RemoveQuotes(disposition.Name).Equals("sessionId", StringComparison.OrdinalIgnoreCase))
            {
                sessionId ??= new(await ReadFieldAsync(section.Body, cancellationToken));
            }
        }

        return new(sessionId, parts, count, refusal);
    }

    public void Dispose()
    {
        _files.ForEach(file => file.Dispose());
        room.GiveBack(Interlocked.Exchange(ref _bytes, 0));
    }

    private async Task<UploadPart> ReceiveAsync(Stream body, string fileName, CancellationToken cancellationToken)
    {
        var file = await TemporaryUpload.CreateAsync(store, fileName);
        _files.Add(file);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var length = 0L;
            while (await WellFormedAsync(() => FillAsync(body, buffer, cancellationToken)) is > 0 and var read)
            {
                length += read;
                if (length <= MaxBytes)
                {
                    room.Take(read);
                    _bytes += read;
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }

            file.Complete();
            return new(fileName, length <= MaxBytes ? file : null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <returns>Less than the buffer holds only at the end.</returns>
    private static Task<int> FillAsync(Stream body, byte[] buffer, CancellationToken cancellationToken) =>
        body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).AsTask();

    /// <summary>A part may be cut short inside its headers or inside its body.</summary>
    private static async Task<T> WellFormedAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The multipart body is cut short or malformed.", exception);
        }
    }

    private static async Task<string> ReadFieldAsync(Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[FieldMaxLength];
        var length = await WellFormedAsync(() => FillAsync(body, buffer, cancellationToken));
        return System.Text.Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= BoundaryMaxLength } boundary
            ? boundary : null;
}

/// <param name="Count">Files that were sent, those beyond the limit included.</param>
/// <param name="Refusal">Why none of them was kept.</param>
internal sealed record Upload(SessionId? SessionId, IReadOnlyList<UploadPart> Parts, int Count, IResult? Refusal = null);

/// <param name="File">Null when it is larger than allowed.</param>
internal sealed record UploadPart(string FileName, TemporaryUpload? File)
{
    /// <summary>Whether it is a mask that goes by itself when nothing refers to it.</summary>
    public bool IsSelection { get; init; }
}
