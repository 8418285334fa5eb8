using System.Net;
using System.Security.Cryptography;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class UploadTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    public static TheoryData<string, string> Types => new()
    {
        { "jpeg", "image/jpeg" }, { "png", "image/png" }, { "webp", "image/webp" }, { "gif", "image/gif" },
        { "animated gif", "image/gif" }, { "animated webp", "image/webp" }, { "png with alpha", "image/png" },
        { "avif", "image/avif" }, { "bmp", "image/bmp" }, { "tiff", "image/tiff" },
    };

    [Theory, MemberData(nameof(Types))]
    public async Task Can_upload_an_image(string kind, string contentType)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = Make(kind);
        using var response = await alice.UploadRawAsync(session.Id, file, "holiday.bin");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var json = await response.ReadJsonAsync();
        Assert.Contains(json.GetProperty("status").GetString(), (string[])["processing", "ready"]);

        var image = await alice.Api.GetImageAsync(new(json.GetProperty("id").GetString()!));
        Assert.Equal(
            (session.Id, "holiday.bin", contentType, 64, 48),
            (image.SessionId, image.FileName, image.ContentType, image.Width, image.Height));
        Assert.Equal((file.Length, Convert.ToHexStringLower(SHA256.HashData(file))), (image.Bytes, image.Sha256));
        Assert.Equal((null, null, null), (image.ParentId, image.EditId, image.Drift));

        image = await alice.SettledAsync(image.Id);
        Assert.Equal((ImageStatus.Ready, null), (image.Status, image.Problem));
        Assert.NotNull(image.ThumbnailUrl);
    }

    [Fact]
    public async Task The_content_decides_and_neither_name_nor_header()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var response = await alice.Http.PostFormAsync(
            Routes.Upload, Uploads.Field("sessionId", session.Id), Uploads.File("file", TestImages.Jpeg(8, 8), "script.svg", "text/html"));
        Assert.Equal("image/jpeg", (await response.ReadJsonAsync()).GetProperty("contentType").GetString());
    }

    [Fact]
    public async Task A_photograph_lying_on_its_side_is_measured_upright()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        foreach (var orientation in Enumerable.Range(1, 8))
        {
            var image = await alice.UploadAsync(session.Id, TestImages.Jpeg(width: 48, height: 32, orientation));
            Assert.Equal((48, 32), (image.Width, image.Height));
        }
    }

    [Theory]
    [InlineData("file")]
    [InlineData("image")]
    [InlineData("files")]
    [InlineData("images")]
    [InlineData("anything")]
    public async Task The_first_file_counts_whatever_its_part_is_called(string name)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var response = await alice.Http.PostFormAsync(
            Routes.Upload, Uploads.Field("sessionId", session.Id),
            Uploads.File(name, TestImages.Png(10, 20), "first.png"), Uploads.File("file", TestImages.Png(30, 40), "second.png"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("first.png", (await response.ReadJsonAsync()).GetProperty("fileName").GetString());
        Assert.Single((await alice.Api.ListSessionImagesAsync(session.Id)).Items);
    }

    [Fact]
    public async Task The_session_may_come_after_the_file()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var response = await alice.Http.PostFormAsync(
            Routes.Upload, Uploads.File("file", TestImages.Photograph, "first.jpg"), Uploads.Field("sessionId", session.Id));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("../../etc/passwd.png", "passwd.png")]
    [InlineData("C:/Users/alice/cat.png", "cat.png")]
    [InlineData("香蕉 🍌.png", "香蕉 🍌.png")]
    public async Task A_file_name_is_kept_without_folders(string sent, string kept)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8), sent);
        Assert.Equal(kept, image.FileName);
    }

    [Fact]
    public async Task A_long_file_name_is_cut()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8), new string('n', 300) + ".png");
        Assert.Equal(Limits.FileNameMaxLength, image.FileName.Length);
    }

    [Fact]
    public async Task Uploads_count_in_the_session_and_the_account()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        var second = await alice.UploadAsync(session.Id, TestImages.Jpeg(8, 8));
        Assert.Equal(2, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((2, first.Bytes + second.Bytes), (usage.Images, usage.Bytes));
    }

    [Fact]
    public async Task Equal_bytes_are_stored_once()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var file = Uploads.UniqueJpeg();
        var own = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync()).Id, file);
        var theirs = await bob.UploadAndWaitAsync((await bob.Api.CreateSessionAsync()).Id, file);
        Assert.Equal(own.Sha256, theirs.Sha256);
        Assert.NotEqual(own.Id, theirs.Id);
        Assert.Single(
            Directory.EnumerateFiles(api.System.ObjectDirectory, "*", SearchOption.AllDirectories),
            path => !path.Contains("/.tmp/", StringComparison.Ordinal)
                && new FileInfo(path).Length == file.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(file));
    }

    private static byte[] Make(string kind) => kind switch
    {
        "jpeg" => TestImages.Jpeg(64, 48),
        "png" => TestImages.Png(64, 48),
        "png with alpha" => TestImages.Png(64, 48, alpha: true),
        "webp" => TestImages.WebP(64, 48),
        "animated webp" => TestImages.AnimatedWebP(64, 48, frames: 3),
        "gif" => TestImages.Gif(64, 48),
        "avif" => TestImages.Avif(64, 48),
        "bmp" => TestImages.Bmp(64, 48),
        "tiff" => TestImages.Tiff(64, 48),
        _ => TestImages.Gif(64, 48, frames: 3),
    };
}
