using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>Masks are stored like images, but are no pictures.</summary>
public sealed class MaskCountTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Masks_are_not_counted_as_pictures()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var picture = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg(), "bar.jpg");
        var mask = await alice.UploadAsync(session.Id, TestImages.Png(40, 30), "bar.mask.png");
        Assert.Equal((1, 1), await CountsAsync(alice, session.Id));
        Assert.Equal(picture.Bytes + mask.Bytes, (await alice.Api.GetUsageAsync()).Bytes);

        await alice.Api.DeleteImageAsync(mask.Id);
        Assert.Equal((1, 1), await CountsAsync(alice, session.Id));
        await alice.Api.DeleteImageAsync(picture.Id);
        Assert.Equal((0, 0), await CountsAsync(alice, session.Id));
    }

    private static async Task<(int InSession, int InUsage)> CountsAsync(TestUser user, SessionId sessionId) =>
        ((await user.Api.GetSessionAsync(sessionId)).ImageCount, (int)(await user.Api.GetUsageAsync()).Images);
}
