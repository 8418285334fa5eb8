using System.Net;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

/// <summary>The bin: what it shows to whom, and what leaves it for good.</summary>
public sealed class BinTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task It_shows_what_one_may_restore()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var viewer = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        await alice.Api.AddMemberAsync(session.Id, viewer.User.Username, Role.Viewer);
        var hers = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(), "harbour.jpg");
        var bobs = await bob.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(), "cat.jpg");
        var kept = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.UpdateImageAsync(hers.Id, new(true, ["Beach"]));
        await alice.Api.DeleteImageAsync(hers.Id);
        await bob.Api.DeleteImageAsync(bobs.Id);

        Assert.Equal([bobs.Id, hers.Id], await IdsAsync(alice));
        Assert.Equal([bobs.Id], await IdsAsync(bob));
        Assert.Empty(await IdsAsync(viewer));
        Assert.Equal([kept.Id], (await alice.Api.ListImagesAsync()).Items.Select(image => image.Id));
        Assert.Equal(
            hers.Id, Assert.Single((await alice.Api.ListImagesAsync("harbour", starred: true, tag: "beach", deleted: true)).Items).Id);
        var first = await alice.Api.ListImagesAsync(limit: 1, deleted: true);
        var second = await alice.Api.ListImagesAsync(cursor: first.NextCursor, limit: 1, deleted: true);
        Assert.Equal([bobs.Id, hers.Id], [first.Items.Single().Id, second.Items.Single().Id]);
        Assert.Null(second.NextCursor);

        Assert.Equal(["Beach"], (await alice.Api.RestoreImageAsync(hers.Id)).Tags);
        Assert.Equal([bobs.Id], await IdsAsync(alice));
    }

    [Fact]
    public async Task Its_thumbnails_are_shown_to_who_may_restore_them_and_only_while_they_are_there()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        var image = await bob.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await bob.Api.DeleteImageAsync(image.Id);
        var (ofAlice, ofBob) = (await OnlyAsync(alice), await OnlyAsync(bob));

        Assert.Equal("", ofAlice.Url);
        Assert.InRange(ofAlice.DeletedAt!.Value, image.CreatedAt, image.CreatedAt.AddMinutes(5));
        foreach (var url in (string[])[ofAlice.ThumbnailUrl!, ofBob.ThumbnailUrl!])
        {
            Assert.NotEmpty(await anybody.GetByteArrayAsync(url));
        }

        // Neither other bytes nor another reader can be had by changing the address.
        foreach (var altered in (string[])
            [
                image.ThumbnailUrl!, ofBob.ThumbnailUrl!.Replace("variant=thumbnail", "variant=original", StringComparison.Ordinal),
                ofBob.ThumbnailUrl.Replace("bin=", "reader=", StringComparison.Ordinal),
                ofBob.ThumbnailUrl.Replace(bob.User.Id, alice.User.Id, StringComparison.Ordinal),
            ])
        {
            await anybody.GetAsync(altered).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        }

        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);
        await anybody.GetAsync(ofBob.ThumbnailUrl).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        Assert.Empty(await IdsAsync(bob));
        await alice.Api.RestoreImageAsync(image.Id);
        await anybody.GetAsync(ofAlice.ThumbnailUrl).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Deleting_for_good_gives_the_bytes_back_at_once()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var stranger = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        var binned = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var there = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.DeleteImageAsync(binned.Id);
        await alice.Api.DeleteImageAsync(binned.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        foreach (var image in (Image[])[binned, there])
        {
            await stranger.Api.DeleteImageAsync(image.Id, permanently: true).ShouldFailAsync(HttpStatusCode.NotFound);
            await bob.Api.DeleteImageAsync(image.Id, permanently: true).ShouldFailAsync(HttpStatusCode.Forbidden);
        }

        Assert.Equal(binned.Bytes + there.Bytes, (await alice.Api.GetUsageAsync()).Bytes);
        await alice.Api.DeleteImageAsync(binned.Id, permanently: true);
        Assert.Equal(there.Bytes, (await alice.Api.GetUsageAsync()).Bytes);
        await alice.Api.DeleteImageAsync(there.Id, permanently: true);

        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((0, 0), (usage.Images, usage.Bytes));
        Assert.Empty(await IdsAsync(alice));
        foreach (var image in (Image[])[binned, there])
        {
            await alice.Api.RestoreImageAsync(image.Id).ShouldFailAsync(HttpStatusCode.NotFound);
            await alice.Api.DeleteImageAsync(image.Id, permanently: true).ShouldFailAsync(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Restoring_and_deleting_for_good_at_the_same_time_counts_right()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var bytes = 0L;
        for (var round = 0; round < 6; round++)
        {
            var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
            await alice.Api.DeleteImageAsync(image.Id);
            await Task.WhenAll(
                TryAsync(() => alice.ClientOn(0).RestoreImageAsync(image.Id)),
                TryAsync(() => alice.ClientOn(1).DeleteImageAsync(image.Id, permanently: true)));
            var isThere = (await alice.Api.ListImagesAsync()).Items.Any(found => found.Id == image.Id);
            Assert.DoesNotContain(image.Id, await IdsAsync(alice));
            bytes += isThere ? image.Bytes : 0;
            Assert.Equal(bytes, (await alice.Api.GetUsageAsync()).Bytes);
        }
    }

    private static async Task TryAsync(Func<Task> change)
    {
        try
        {
            await change();
        }
        catch (ApiException late) when (late.Status == HttpStatusCode.NotFound)
        {
            // The other one was first.
        }
    }

    private static async Task<Image> OnlyAsync(TestUser user) => Assert.Single((await user.Api.ListImagesAsync(deleted: true)).Items);

    private static async Task<IEnumerable<ImageId>> IdsAsync(TestUser user) =>
        (await user.Api.ListImagesAsync(deleted: true)).Items.Select(image => image.Id);
}
