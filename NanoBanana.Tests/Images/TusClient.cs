using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>The requests of tus 1.0.0.</summary>
internal static class TusClient
{
    public static byte[] Padded(int length)
    {
        var jpeg = Uploads.UniqueJpeg();
        return [.. jpeg, .. new byte[length - jpeg.Length]];
    }

    public static async Task<string> CreateAsync(TestUser user, SessionId sessionId, long length, string name = "a.jpg")
    {
        using var request = Post(sessionId, length, name);
        using var answer = await user.Http.SendAsync(request);
        Assert.Equal((HttpStatusCode.Created, "1.0.0"), (answer.StatusCode, Header(answer, "Tus-Resumable")));
        return answer.Headers.Location!.ToString();
    }

    public static HttpRequestMessage Post(SessionId sessionId, long? length, string name = "a.jpg")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Routes.ResumableUploads) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        request.Headers.Add("Upload-Metadata", $"filename {Base64(name)},sessionId {Base64(sessionId)}");
        if (length is not null)
        {
            request.Headers.Add("Upload-Length", $"{length}");
        }

        return request;
    }

    public static async Task<HttpResponseMessage> PatchAsync(
        HttpClient http, string upload, int offset, byte[] part, string? checksum = null)
    {
        using var request = Patch(upload, offset, new ByteArrayContent(part));
        if (checksum is not null)
        {
            request.Headers.Add(
                "Upload-Checksum",
                $"{checksum} {Convert.ToBase64String(CryptographicOperations.HashData(new(checksum.ToUpperInvariant()), part))}");
        }

        return await http.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> PatchAsync(
        HttpClient http, string upload, int offset, HttpContent part, CancellationToken end)
    {
        using var request = Patch(upload, offset, part);
        return await http.SendAsync(request, end);
    }

    public static HttpRequestMessage Patch(string upload, int offset, HttpContent part)
    {
        part.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        return new(HttpMethod.Patch, upload)
        {
            Content = part,
            Headers = { { "Tus-Resumable", "1.0.0" }, { "Upload-Offset", $"{offset}" } },
        };
    }

    public static async Task<(int Offset, int Length)> AskAsync(HttpClient http, string upload)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, upload) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        return (
            int.Parse(Header(answer, "Upload-Offset"), CultureInfo.InvariantCulture),
            int.Parse(Header(answer, "Upload-Length"), CultureInfo.InvariantCulture));
    }

    public static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends so much, then nothing more.</summary>
    public sealed class StallingContent(byte[] file, int sent) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            await stream.WriteAsync(file.AsMemory(0, sent), cancellationToken);
            await stream.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override bool TryComputeLength(out long length)
        {
            length = file.Length;
            return true;
        }
    }
}
