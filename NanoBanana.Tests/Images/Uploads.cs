using System.Net.Http.Headers;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>Uploading in few words.</summary>
internal static class Uploads
{
    public static Task<Image> UploadAsync(this TestUser user, SessionId sessionId, byte[] file, string fileName = "picture.jpg") =>
        user.Api.UploadImageAsync(sessionId, new MemoryStream(file), fileName, "image/jpeg");

    /// <summary>Uploads and waits for the thumbnail (or the rejection).</summary>
    public static async Task<Image> UploadAndWaitAsync(
        this TestUser user, SessionId sessionId, byte[] file, string fileName = "picture.jpg") =>
        await user.SettledAsync((await user.UploadAsync(sessionId, file, fileName)).Id);

    public static Task<Image> SettledAsync(this TestUser user, ImageId imageId, TimeSpan? within = null) => Eventually.GetAsync(
        async () => await user.Api.GetImageAsync(imageId) is { Status: not ImageStatus.Processing } image ? image : null,
        "the image to be ready or rejected", within);

    /// <summary>An upload as some other client may send it.</summary>
    public static Task<HttpResponseMessage> PostFormAsync(this HttpClient http, string path, params IEnumerable<HttpContent> parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var part in parts)
        {
            form.Add(part);
        }
        return http.PostAsync(path, form);
    }

    public static Task<HttpResponseMessage> UploadRawAsync(
        this TestUser user, SessionId sessionId, byte[] file, string fileName = "picture.jpg") =>
        user.Http.PostFormAsync(Routes.Upload, Field("sessionId", sessionId), File("file", file, fileName));

    public static HttpContent Field(string name, string value)
    {
        var part = new StringContent(value);
        part.Headers.ContentDisposition = new("form-data") { Name = $"\"{name}\"" };
        return part;
    }

    public static HttpContent File(string name, byte[] bytes, string fileName = "picture.jpg", string contentType = "image/jpeg")
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        part.Headers.ContentDisposition = new("form-data") { Name = $"\"{name}\"", FileName = $"\"{fileName}\"" };
        return part;
    }

    /// <summary>A JPEG whose bytes nobody else has uploaded: it carries a comment of its own.</summary>
    public static byte[] UniqueJpeg(int width = 40, int height = 30) => Unique(TestImages.Jpeg(width, height));

    public static byte[] Unique(byte[] jpeg) => WithComment(jpeg, Guid.NewGuid().ToByteArray());

    public static byte[] WithComment(byte[] jpeg, byte[] comment) =>
        [.. jpeg[..2], 0xFF, 0xFE, (byte)(comment.Length + 2 >> 8), (byte)(comment.Length + 2), .. comment, .. jpeg[2..]];
}
