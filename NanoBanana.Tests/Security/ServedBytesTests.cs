using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Security;

/// <summary>What strangers sent is given to browsers as a picture and as nothing else.</summary>
public sealed class ServedBytesTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    public static TheoryData<string, string> Formats => new()
    {
        { "jpeg", "image/jpeg" },
        { "png", "image/png" },
        { "webp", "image/webp" },
        { "gif", "image/gif" },
        { "avif", "image/avif" },
        { "bmp", "image/bmp" },
        { "tiff", "image/tiff" },
    };

    [Theory, MemberData(nameof(Formats))]
    public async Task A_picture_is_served_as_the_type_that_its_bytes_say(string format, string type)
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice, Make(format), "page.html");
        using var original = await alice.Http.GetAsync(Routes.ImageContent(image.Id));
        Assert.Equal(type, original.Content.Headers.ContentType?.ToString());
        ShouldBeFenced(original);
        using var thumbnail = await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?variant=thumbnail");
        Assert.Equal("image/webp", thumbnail.Content.Headers.ContentType?.ToString());
        Assert.Equal("page.webp", NameOf(thumbnail));
        ShouldBeFenced(thumbnail);
    }

    [Fact]
    public async Task Parts_signed_addresses_and_refusals_are_fenced_too()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.Png(40, 30), "picture.png");
        using var signed = await anybody.GetAsync(image.Url);
        ShouldBeFenced(signed.EnsureSuccessStatusCode());
        using var request = new HttpRequestMessage(HttpMethod.Get, image.Url) { Headers = { Range = new RangeHeaderValue(0, 9) } };
        using var part = await anybody.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        ShouldBeFenced(part);
        using var refused = await anybody.GetAsync(image.Url + "0");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal("nosniff", Assert.Single(refused.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("quo'te; filename=evil.html")]
    [InlineData("香蕉 🍌.png")]
    [InlineData("../../etc/passwd")]
    [InlineData("a\tb.png")]
    public async Task A_file_name_stays_a_file_name(string name)
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice, TestImages.Png(40, 30), name);
        using var response = await alice.Http.GetAsync(Routes.ImageContent(image.Id));
        ShouldBeFenced(response.EnsureSuccessStatusCode());
        Assert.Equal(image.FileName, NameOf(response));
        Assert.DoesNotContain("/", image.FileName);
    }

    [Fact]
    public async Task The_original_comes_with_its_metadata_or_without_as_one_chooses()
    {
        using var alice = await api.CreateUserAsync();
        var file = TestImages.JpegWithGps(80, 60);
        var image = await UploadAsync(alice, file, "picture.jpg");
        Assert.Equal(file, await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?metadata=keep"));
        using var response = await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?metadata=none");
        ShouldBeFenced(response.EnsureSuccessStatusCode());
        Assert.Equal("image/jpeg", response.Content.Headers.ContentType?.ToString());
        var bare = await response.Content.ReadAsByteArrayAsync();
        Assert.True(bare.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestExif.Secret)) < 0);
        Assert.Equal(TestPixels.Decode(file, "jpegload_buffer").Bytes, TestPixels.Decode(bare, "jpegload_buffer").Bytes);
        await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?metadata=some")
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "metadata");
    }

    private static void ShouldBeFenced(HttpResponseMessage response)
    {
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("default-src 'none'; sandbox", Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("inline", response.Content.Headers.ContentDisposition?.DispositionType);
    }

    private static string? NameOf(HttpResponseMessage response) =>
        response.Content.Headers.ContentDisposition is { } disposition ? disposition.FileNameStar ?? disposition.FileName : null;

    private static async Task<Image> UploadAsync(TestUser user, byte[] file, string name) =>
        await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync()).Id, file, name);

    private static byte[] Make(string format) => format switch
    {
        "jpeg" => TestImages.Jpeg(40, 30),
        "png" => TestImages.Png(40, 30),
        "webp" => TestImages.WebP(40, 30),
        "avif" => TestImages.Avif(40, 30),
        "bmp" => TestImages.Bmp(40, 30),
        "tiff" => TestImages.Tiff(40, 30),
        _ => TestImages.Gif(40, 30),
    };
}
