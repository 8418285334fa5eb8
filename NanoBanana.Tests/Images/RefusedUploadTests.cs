using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Imaging.Headers;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class RefusedUploadTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    public static TheoryData<string> NoImages => ["svg", "html", "zip", "pdf", "rle bmp", "raw tiff", "text", "one byte"];

    [Theory, MemberData(nameof(NoImages))]
    public async Task What_is_no_image_is_415(string kind)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.UploadRawAsync(session.Id, Make(kind), "picture.jpg").ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
        await ShouldHaveKeptNothingAsync(alice, session.Id);
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var response = await alice.UploadRawAsync(session.Id, []);
        Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType]);
        var problem = await response.ShouldBeProblemAsync(response.StatusCode);
        Assert.Equal("empty-file", problem.GetProperty("code").GetString());
    }

    public static TheoryData<string> BrokenHeaders => ["jpeg", "png", "webp", "gif", "bmp", "tiff", "avif", "zero width"];

    [Theory, MemberData(nameof(BrokenHeaders))]
    public async Task A_broken_header_is_422(string kind)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.UploadRawAsync(session.Id, Make(kind)).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity);
        await ShouldHaveKeptNothingAsync(alice, session.Id);
    }

    public static TheoryData<string> Bombs => ["bomb", "just too many pixels", "frames"];

    [Theory, MemberData(nameof(Bombs))]
    public async Task Too_many_pixels_are_422(string kind)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.UploadRawAsync(session.Id, Make(kind)).ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity);
        await ShouldHaveKeptNothingAsync(alice, session.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_20_megabytes_are_413(bool lengthIsTold)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.Upload)
        {
            Content = new MultipartFormDataContent
            {
                Uploads.Field("sessionId", session.Id), Uploads.File("file", Padded(Limits.ImageMaxBytes + 1)),
            },
        };
        request.Headers.TransferEncodingChunked = !lengthIsTold;
        request.Headers.ExpectContinue = true;
        await alice.Http.SendAsync(request).ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
        await ShouldHaveKeptNothingAsync(alice, session.Id);
    }

    [Fact]
    public async Task Exactly_20_megabytes_are_taken()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Padded(Limits.ImageMaxBytes));
        Assert.Equal(20L << 20, image.Bytes);
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    public async Task What_only_decoding_shows_ends_as_rejected(string kind)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = kind == "jpeg"
            ? TestImages.Truncated(TestImages.Jpeg(600, 400))
            : TestPng.File(TestPng.Header(600, 400, 8, 2), ("IDAT", new byte[5_000]));
        var image = await alice.UploadAndWaitAsync(session.Id, file);
        Assert.Equal(ImageStatus.Rejected, image.Status);
        Assert.NotEmpty(image.Problem!.Code);
        Assert.NotEmpty(image.Problem.Title);
        Assert.Null(image.ThumbnailUrl);
        foreach (var variant in Enum.GetValues<ImageVariant>())
        {
            await alice.Api.OpenImageAsync(image.Id, variant).ShouldFailAsync(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_missing_file_is_400()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Http.PostFormAsync(Routes.Upload, Uploads.Field("sessionId", session.Id))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "file");
    }

    [Fact]
    public async Task A_missing_or_unknown_session_is_400()
    {
        using var alice = await api.CreateUserAsync();
        var file = TestImages.Png(8, 8);
        await alice.Http.PostFormAsync(Routes.Upload, Uploads.File("file", file))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "sessionId");
        await alice.UploadRawAsync(new("unknown"), file).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "sessionId");
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        using var alice = await api.CreateUserAsync();
        foreach (var content in (HttpContent[])
            [new ByteArrayContent(TestImages.Png(8, 8)), new StringContent("{}"), new MultipartFormDataContent("x")])
        {
            using var response = await alice.Http.PostAsync(Routes.Upload, content);
            Assert.Contains(response.StatusCode, (HttpStatusCode[])[HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType]);
            await response.ShouldBeProblemAsync(response.StatusCode);
        }
    }

    private static async Task ShouldHaveKeptNothingAsync(TestUser user, SessionId sessionId)
    {
        Assert.Empty((await user.Api.ListSessionImagesAsync(sessionId)).Items);
        Assert.Equal((0, 0), ((await user.Api.GetSessionAsync(sessionId)).ImageCount, (await user.Api.GetUsageAsync()).Bytes));
    }

    private static byte[] Padded(long length)
    {
        var file = new byte[length];
        TestImages.Png(8, 8).CopyTo(file, 0);
        return file;
    }

    private static byte[] Make(string kind) => kind switch
    {
        "svg" => TestImages.Svg,
        "html" => TestImages.Html,
        "zip" => TestImages.Zip,
        "pdf" => TestImages.Pdf,
        "rle bmp" => [.. TestImages.Bmp(2, 2)[..30], 1, .. TestImages.Bmp(2, 2)[31..]],
        "raw tiff" => TestTiff.File(new Dictionary<TiffTag, long[]> { [TiffTag.SubfileType] = [1] }, []),
        "bmp" => TestImages.Bmp(2, 2)[..^1],
        "tiff" => [.. "II*\0"u8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        "avif" => [0, 0, 0, 28, .. "ftypavif"u8, 0, 0, 0, 0, .. "avifmif1"u8, .. new byte[20]],
        "text" => "GIF is a word that I like"u8.ToArray(),
        "one byte" => [0xFF],
        "jpeg" => TestImages.Jpeg(64, 48)[..30],
        "png" => TestImages.Png(64, 48)[..20],
        "webp" => TestImages.WebP(64, 48)[..18],
        "gif" => TestImages.Gif(64, 48)[..8],
        "zero width" => TestPng.File(TestPng.Header(0, 48, 8, 2)),
        "bomb" => TestImages.Bomb,
        "just too many pixels" => TestPng.File(TestPng.Header(50_000, 1_001, 8, 2), ("IDAT", new byte[100])),
        _ => TestImages.AnimatedWebP(4_000, 3_000, frames: 17),
    };
}
