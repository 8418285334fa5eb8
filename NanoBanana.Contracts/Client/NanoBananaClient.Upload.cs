using System.Net.Http.Headers;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>Uploads an image into a session; the stream is sent as it is read and stays open.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="content">Read once, from where it stands to its end.</param>
    /// <param name="fileName">What the image is called.</param>
    /// <param name="contentType">What the sender believes it is; the API judges by the content.</param>
    /// <param name="idempotencyKey">The same key gives the same image again.</param>
    /// <param name="cancellationToken">Ends the upload; nothing of it stays.</param>
    public async Task<Image> UploadImageAsync(
        SessionId sessionId, Stream content, string fileName, string contentType = "application/octet-stream",
        string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var form = Form(sessionId, "file", new ImageFile(content, fileName, contentType));
        using var request = Upload(Routes.Upload, form, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Image, cancellationToken);
    }

    /// <summary>Uploads up to 16 images in one request, each judged alone; the items come back in the order of the files.</summary>
    public async Task<BatchResult> UploadImagesAsync(
        SessionId sessionId, IEnumerable<ImageFile> files, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var form = Form(sessionId, "files", [.. files]);
        using var request = Upload(Routes.UploadBatch, form, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.BatchResult, cancellationToken);
    }

    private static HttpRequestMessage Upload(string path, MultipartFormDataContent form, string? idempotencyKey)
    {
        var request = Keyed(new(HttpMethod.Post, path) { Content = form }, idempotencyKey);
        // Without it, a refusal (401, 404, 413) would only be read after all megabytes were sent, or be lost in a broken pipe.
        request.Headers.ExpectContinue = true;
        return request;
    }

    /// <remarks>The session comes first, so that the API can refuse before it reads a file.</remarks>
    private static MultipartFormDataContent Form(SessionId sessionId, string field, params ReadOnlySpan<ImageFile> files)
    {
        var form = new MultipartFormDataContent { { new StringContent(sessionId), "sessionId" } };
        foreach (var file in files)
        {
            var part = new StreamContent(new LentStream(file.Content));
            part.Headers.ContentType = MediaTypeHeaderValue.TryParse(file.ContentType, out var type) ? type : null;
            form.Add(part, field, file.FileName);
        }
        return form;
    }
}
