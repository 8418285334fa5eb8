using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class BatchTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Each_file_is_judged_alone()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var result = await alice.Api.UploadImagesAsync(session.Id,
        [
            new(new MemoryStream(TestImages.Jpeg(40, 30)), "one.jpg"),
            new(new MemoryStream(TestImages.Svg), "two.svg"),
            new(new MemoryStream(TestImages.Bomb), "three.png"),
            new(new MemoryStream(TestImages.Png(20, 10)), "four.png"),
        ]);
        Assert.Equal(["one.jpg", "two.svg", "three.png", "four.png"], result.Items.Select(item => item.FileName));
        Assert.Equal([true, false, false, true], result.Items.Select(item => item.Image is not null));
        Assert.Equal([false, true, true, false], result.Items.Select(item => item.Problem is { Code.Length: > 0, Title.Length: > 0 }));
        Assert.NotEqual(result.Items[1].Problem!.Code, result.Items[2].Problem!.Code);
        Assert.Equal(2, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
    }

    [Fact]
    public async Task A_file_that_is_too_large_does_not_stop_the_others()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var large = new byte[Limits.ImageMaxBytes + 1];
        TestImages.Png(8, 8).CopyTo(large, 0);
        var result = await alice.Api.UploadImagesAsync(session.Id,
            [new(new MemoryStream(large), "large.png"), new(new MemoryStream(TestImages.Png(8, 8)), "small.png")]);
        Assert.NotNull(result.Items[0].Problem);
        Assert.NotNull(result.Items[1].Image);
    }

    [Fact]
    public async Task Sixteen_files_are_taken_and_seventeen_are_not()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var result = await alice.Api.UploadImagesAsync(session.Id, Files(Limits.BatchMaxFiles));
        Assert.All(result.Items, item => Assert.NotNull(item.Image));
        var refused = await Assert.ThrowsAsync<ApiException>(
            () => alice.Api.UploadImagesAsync(session.Id, Files(Limits.BatchMaxFiles + 1)));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(16, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
    }

    [Fact]
    public async Task A_batch_needs_files_and_a_session()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Http.PostFormAsync(Routes.UploadBatch, Uploads.Field("sessionId", session.Id))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "files");
        await alice.Http.PostFormAsync(Routes.UploadBatch, Uploads.File("files", TestImages.Png(8, 8)))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "sessionId");
        await alice.Api.UploadImagesAsync(new("unknown"), Files(1)).ShouldFailAsync(HttpStatusCode.BadRequest, "sessionId");
    }

    private static IEnumerable<ImageFile> Files(int count) =>
        Enumerable.Range(0, count).Select(i => new ImageFile(new MemoryStream(TestImages.Png(8, 8 + i)), $"{i}.png"));
}
