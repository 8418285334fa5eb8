using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class MessageImageTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_message_may_be_images_alone_in_their_order()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        var second = await alice.UploadAsync(session.Id, TestImages.Png(8, 9));
        var message = await alice.Api.PostMessageAsync(session.Id, null, [second.Id, first.Id]);
        Assert.Equal([second.Id, first.Id], message.ImageIds);
        Assert.Equal([second.Id, first.Id], Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items).ImageIds);
    }

    [Fact]
    public async Task Images_of_others_of_other_sessions_and_unknown_ones_are_400()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var elsewhere = await alice.UploadAsync((await alice.Api.CreateSessionAsync()).Id, TestImages.Png(8, 8));
        var foreign = await bob.UploadAsync((await bob.Api.CreateSessionAsync()).Id, TestImages.Png(8, 8));
        foreach (var id in (ImageId[])[elsewhere.Id, foreign.Id, new("unknown"), new("")])
        {
            await alice.Api.PostMessageAsync(session.Id, "Look", [id]).ShouldFailAsync(HttpStatusCode.BadRequest, "imageIds");
        }
        Assert.Empty((await alice.Api.ListMessagesAsync(session.Id)).Items);
    }

    [Fact]
    public async Task A_message_has_at_most_16_images()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        await alice.Api.PostMessageAsync(session.Id, "Look", [.. Enumerable.Repeat(image.Id, 17)])
            .ShouldFailAsync(HttpStatusCode.BadRequest, "imageIds");
    }
}
