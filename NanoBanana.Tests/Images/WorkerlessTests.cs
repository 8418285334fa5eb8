using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>What is seen between an upload and its thumbnail: here no worker ever makes one.</summary>
public sealed class WorkerlessTests(WorkerlessTests.Fixture api) : IClassFixture<WorkerlessTests.Fixture>
{
    [Fact]
    public async Task A_thumbnail_not_made_yet_is_404_and_says_when_to_ask_again()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Jpeg(80, 60));
        Assert.Equal((ImageStatus.Processing, null), (image.Status, image.ThumbnailUrl));
        using var response = await alice.Http.GetAsync($"{Routes.ImageContent(image.Id)}?variant=thumbnail");
        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound);
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
        Assert.NotEmpty(await alice.Http.GetByteArrayAsync(Routes.ImageContent(image.Id)));
    }

    [Fact]
    public async Task A_signed_address_expires()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var image = await alice.UploadAsync((await alice.Api.CreateSessionAsync()).Id, TestImages.Jpeg(80, 60));
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(image.Url)).StatusCode);
        await Eventually.TrueAsync(
            async () => (await anybody.GetAsync(image.Url)).StatusCode == HttpStatusCode.NotFound, "the address to expire");
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync((await alice.Api.GetImageAsync(image.Id)).Url)).StatusCode);
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Images__AddressLifetime", "00:00:01"));
}
