using System.Net;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>When stored bytes go; without the grace that they normally have.</summary>
public sealed class RemovalTests(RemovalTests.Fixture api) : IClassFixture<RemovalTests.Fixture>
{
    [Fact]
    public async Task Bytes_go_with_the_last_image_that_uses_them()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var file = Uploads.UniqueJpeg();
        var own = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync()).Id, file);
        var theirs = await bob.UploadAndWaitAsync((await bob.Api.CreateSessionAsync()).Id, file);
        // Sees to it that a sweep that would take too much has had its chance.
        var other = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync()).Id, Uploads.UniqueJpeg());

        await alice.Api.DeleteImageAsync(own.Id);
        await alice.Api.DeleteImageAsync(other.Id);
        await GoneAsync(other);
        Assert.Equal(file, await bob.Http.GetByteArrayAsync(theirs.Url));

        await bob.Api.DeleteImageAsync(theirs.Id);
        await GoneAsync(theirs);
    }

    [Fact]
    public async Task Bytes_go_with_the_account()
    {
        using var alice = await api.CreateUserAsync();
        var image = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync()).Id, Uploads.UniqueJpeg());
        await alice.Api.DeleteMeAsync(alice.Password);
        await GoneAsync(image);
        using var anybody = api.CreateClient();
        Assert.False((await anybody.GetAsync(image.Url)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task An_unused_selection_goes_and_one_that_an_edit_refers_to_stays()
    {
        using var alice = await api.CreateUserAsync();
        var image = await alice.UploadAndWaitAsync((await alice.Api.CreateSessionAsync()).Id, Uploads.Unique(TestImages.Jpeg(640, 400)));
        var used = await alice.Api.SelectAsync(image.Id, new([new(100, 60)]));
        await alice.Api.CreateEditAsync(image.SessionId, new("invert", [image.Id], used.MaskImageId));
        var unused = await alice.Api.GetImageAsync((await alice.Api.SelectAsync(image.Id, new([new(500, 60)]))).MaskImageId);

        await GoneAsync(unused);

        await alice.Api.GetImageAsync(unused.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        var kept = await alice.Api.GetImageAsync(used.MaskImageId);
        Assert.NotEmpty(await alice.Http.GetByteArrayAsync(kept.Url));
    }

    private Task GoneAsync(Image image) => Eventually.TrueAsync(
        () => !Directory.EnumerateFiles(api.System.ObjectDirectory, $"*{image.Sha256}*", SearchOption.AllDirectories).Any(),
        "the stored bytes to go", TimeSpan.FromSeconds(40));

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 1, ("Images__RemovalGrace", "00:00:00"), ("Images__RestoreWindow", "00:00:01"),
        ("Images__SelectionLifetime", "00:00:12"));
}
