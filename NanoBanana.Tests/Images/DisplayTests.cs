using System.Net;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Imaging;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>Pictures that browsers do not show: the original is kept, and what is shown is a PNG of it.</summary>
public sealed class DisplayTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes(TestExif.Secret);

    [Fact]
    public async Task A_TIFF_is_kept_as_it_came_and_shown_as_a_PNG_of_its_size()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var file = TestImages.TiffWithSecret(640, 480);
        var image = await UploadAsync(alice, file);
        Assert.Equal((ImageStatus.Ready, "image/tiff", 640, 480), (image.Status, image.ContentType, image.Width, image.Height));
        Assert.Equal(file, await anybody.GetByteArrayAsync(image.Url));
        Assert.Equal(image.DisplayUrl, image.ShownUrl);

        using var shown = await anybody.GetAsync(image.DisplayUrl);
        var png = await shown.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        Assert.Equal("image/png", shown.Content.Headers.ContentType?.ToString());
        var disposition = shown.Content.Headers.ContentDisposition;
        Assert.Equal("scan.png", disposition?.FileNameStar ?? disposition?.FileName);
        Assert.Equal(TestPixels.Quarters(640, 480).Bytes, TestPixels.Decode(png, "pngload_buffer").Bytes);
        Assert.True(png.AsSpan().IndexOf(Secret) < 0);
        Assert.Equal(png, await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?metadata=none"));
        Assert.Equal(png, await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?variant=display"));
    }

    [Fact]
    public async Task What_browsers_show_has_no_other_display_file()
    {
        using var alice = await api.CreateUserAsync();
        var file = TestImages.Avif(90, 60);
        var image = await UploadAsync(alice, file);
        Assert.Null(image.DisplayUrl);
        Assert.Equal(image.Url, image.ShownUrl);
        Assert.Equal(file, await alice.Http.GetByteArrayAsync($"{Routes.ImageContent(image.Id)}?variant=display"));
    }

    [Fact]
    public async Task A_signature_of_the_original_opens_no_display_file()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.Bmp(90, 60));
        await anybody.GetAsync(image.Url.Replace("variant=original", "variant=display", StringComparison.Ordinal))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await bob.Http.GetAsync($"{Routes.ImageContent(image.Id)}?variant=display").ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_public_copy_and_its_fork_show_the_PNG_alone()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await UploadAsync(alice, TestImages.TiffWithSecret(300, 200));
        var snapshot = await alice.Api.CreateSnapshotAsync(image.SessionId);

        var copy = Assert.Single((await bob.Api.GetSnapshotAsync(snapshot.Id)).Images);
        Assert.Equal(("image/png", "scan.png"), (copy.ContentType, copy.FileName));
        var png = await anybody.GetByteArrayAsync(copy.Url);
        Assert.Equal(TestPixels.Quarters(300, 200).Bytes, TestPixels.Decode(png, "pngload_buffer").Bytes);
        Assert.True(png.AsSpan().IndexOf(Secret) < 0);
        await anybody.GetAsync(copy.Url.Replace("variant=display", "variant=original", StringComparison.Ordinal))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound);

        var fork = await bob.Api.ForkSnapshotAsync(snapshot.Id);
        var own = Assert.Single((await bob.Api.ListSessionImagesAsync(fork.Id)).Items);
        Assert.Equal(("image/png", "scan.png"), (own.ContentType, own.FileName));
        Assert.Equal(png, await bob.Http.GetByteArrayAsync(own.Url));
    }

    [Theory]
    [InlineData("tiff"), InlineData("bmp"), InlineData("avif")]
    public async Task An_edit_takes_it_like_any_other_picture(string format)
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice, format switch
        {
            "tiff" => TestImages.Tiff(300, 200, orientation: 6),
            "bmp" => TestImages.Bmp(300, 200),
            _ => TestImages.Avif(300, 200),
        });
        var edit = await alice.EditAsync(image.SessionId, "flip horizontally", image.Id);
        var result = await alice.Api.GetImageAsync(Assert.Single(edit.ResultIds));
        Assert.Equal(("image/png", 300, 200), (result.ContentType, result.Width, result.Height));
        var pixels = TestPixels.Decode(await alice.Http.GetByteArrayAsync(result.Url), "pngload_buffer");
        Assert.InRange(pixels.At(60, 50)[1], 185, 215);
        Assert.InRange(SourceHeader.Read(await alice.Http.GetByteArrayAsync(result.ThumbnailUrl)).Width, 300, 300);
    }

    private static async Task<Image> UploadAsync(TestUser user, byte[] file) =>
        await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync()).Id, file, "scan.tif");
}
