using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class ContentTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_original_comes_back_byte_for_byte()
    {
        using var alice = await api.CreateUserAsync();
        var (image, file) = await UploadAsync(alice, TestImages.JpegWithGps(80, 60));
        foreach (var query in (string[])["", "?variant=original"])
        {
            using var response = await alice.Http.GetAsync(Routes.ImageContent(image.Id) + query);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("image/jpeg", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(file.Length, response.Content.Headers.ContentLength);
            Assert.Equal(file, await response.Content.ReadAsByteArrayAsync());
        }
    }

    [Theory]
    [InlineData("thumbnail", 512, 256)]
    [InlineData("preview", 1280, 640)]
    public async Task Renditions_are_small_upright_webp_without_metadata(string variant, int width, int height)
    {
        using var alice = await api.CreateUserAsync();
        var (image, _) = await UploadAsync(alice, TestImages.JpegWithGps(1600, 800));
        using var response = await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?variant={variant}");
        Assert.Equal("image/webp", response.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal((width, height), WebPFile.Size(bytes));
        Assert.DoesNotContain(WebPFile.Chunks(bytes), chunk => chunk is "EXIF" or "XMP ");
        Assert.False(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestExif.Secret)) >= 0);
    }

    [Theory]
    [InlineData("thumbnail")]
    [InlineData("preview")]
    public async Task Renditions_are_never_larger_than_the_image(string variant)
    {
        using var alice = await api.CreateUserAsync();
        var (image, _) = await UploadAsync(alice, TestImages.Png(40, 30));
        var bytes = await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?variant={variant}");
        Assert.Equal((40, 30), WebPFile.Size(bytes));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    public async Task A_thumbnail_stands_upright(int orientation)
    {
        using var alice = await api.CreateUserAsync();
        var (image, _) = await UploadAsync(alice, TestImages.Jpeg(300, 600, orientation));
        var bytes = await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?variant=thumbnail");
        Assert.Equal((256, 512), WebPFile.Size(bytes));
        var pixels = TestPixels.Decode(bytes, "webpload_buffer");
        Assert.True(pixels.At(40, 40)[0] > 150 && pixels.At(40, 40)[1] < 100, "The top left quarter is not red.");
        Assert.True(pixels.At(200, 40)[1] > 150 && pixels.At(200, 40)[0] < 100, "The top right quarter is not green.");
    }

    [Fact]
    public async Task Content_is_cached_for_good_and_revalidated_by_its_tag()
    {
        using var alice = await api.CreateUserAsync();
        var (image, _) = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        using var first = await alice.Http.GetAsync(Routes.ImageContent(image.Id));
        var tag = first.Headers.ETag!;
        Assert.False(tag.IsWeak);
        Assert.Contains("immutable", first.Headers.CacheControl!.ToString());
        Assert.True(first.Headers.CacheControl.MaxAge > TimeSpan.FromHours(1));
        Assert.False(first.Headers.CacheControl.Public, "A shared cache must not keep what needs a token.");

        using var again = await alice.Http.SendAsync(Get(image, request => request.Headers.IfNoneMatch.Add(tag)));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(tag, again.Headers.ETag);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());

        using var other = await alice.Http.SendAsync(Get(image, request => request.Headers.IfNoneMatch.Add(new("\"another\""))));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        using var thumbnail = await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?variant=thumbnail");
        Assert.NotEqual(tag, thumbnail.Headers.ETag);
    }

    [Theory]
    [InlineData(0L, 9L)]
    [InlineData(10L, null)]
    [InlineData(null, 7L)]
    public async Task A_part_of_it_can_be_asked_for(long? from, long? to)
    {
        using var alice = await api.CreateUserAsync();
        var (image, file) = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        using var response = await alice.Http.SendAsync(Get(image, request => request.Headers.Range = new RangeHeaderValue(from, to)));
        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        var expected = from is null ? file[^(int)to!.Value..] : file[(int)from.Value..(int)((to ?? (file.Length - 1)) + 1)];
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(file.Length, response.Content.Headers.ContentRange!.Length);
    }

    [Fact]
    public async Task A_part_beyond_the_end_is_416_and_a_part_of_another_version_is_the_whole()
    {
        using var alice = await api.CreateUserAsync();
        var (image, file) = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        using var beyond = await alice.Http.SendAsync(
            Get(image, request => request.Headers.Range = new RangeHeaderValue(file.Length, null)));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
        using var whole = await alice.Http.SendAsync(Get(image, request =>
        {
            request.Headers.Range = new RangeHeaderValue(0, 9);
            request.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue("\"another\""));
        }));
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal(file, await whole.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task An_unknown_variant_is_400()
    {
        using var alice = await api.CreateUserAsync();
        var (image, _) = await UploadAsync(alice, TestImages.Jpeg(80, 60));
        await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?variant=huge").ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    private static HttpRequestMessage Get(Image image, Action<HttpRequestMessage> set)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Routes.ImageContent(image.Id));
        set(request);
        return request;
    }

    private static async Task<(Image Image, byte[] File)> UploadAsync(TestUser user, byte[] file) =>
        (await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync()).Id, file), file);
}
