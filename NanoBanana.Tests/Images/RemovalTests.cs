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

    private Task GoneAsync(Image image) => Eventually.TrueAsync(
        () => !Directory.EnumerateFiles(api.System.ObjectDirectory, $"*{image.Sha256}*", SearchOption.AllDirectories).Any(),
        "the stored bytes to go", TimeSpan.FromSeconds(40));

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 1, ("Images__RemovalGrace", "00:00:00"), ("Images__RestoreWindow", "00:00:01"));
}
