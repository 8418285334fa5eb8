using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Images;

public sealed class GalleryTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task It_shows_all_of_ones_images_newest_first()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var (first, second) = (await alice.Api.CreateSessionAsync(), await alice.Api.CreateSessionAsync());
        var ids = new List<ImageId>();
        for (var i = 0; i < 7; i++)
        {
            ids.Insert(0, (await alice.UploadAsync(i % 2 == 0 ? first.Id : second.Id, TestImages.Png(8, 8 + i))).Id);
        }
        await bob.UploadAsync((await bob.Api.CreateSessionAsync()).Id, TestImages.Png(8, 8));

        Assert.Equal(ids, await ReadAllAsync(cursor => alice.Api.ListImagesAsync(cursor: cursor, limit: 3)));
        var ofFirst = ids.Where((_, i) => i % 2 == 0);
        Assert.Equal(ofFirst, await ReadAllAsync(cursor => alice.Api.ListImagesAsync(sessionId: first.Id, cursor: cursor, limit: 3)));
        Assert.Equal(ofFirst, await ReadAllAsync(cursor => alice.Api.ListSessionImagesAsync(first.Id, cursor, limit: 3)));
    }

    [Fact]
    public async Task It_finds_words_of_the_file_name()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var harbour = await alice.UploadAsync(session.Id, TestImages.Png(8, 8), "Old Harbour 2026.png");
        await alice.UploadAsync(session.Id, TestImages.Png(8, 9), "cat.png");
        Assert.Equal(harbour.Id, Assert.Single((await alice.Api.ListImagesAsync("harbour")).Items).Id);
        Assert.Equal(harbour.Id, Assert.Single((await alice.Api.ListImagesAsync("2026 old")).Items).Id);
        Assert.Empty((await alice.Api.ListImagesAsync("harbour cat")).Items);
        Assert.Empty((await alice.Api.ListImagesAsync(engine: "local")).Items);
    }

    [Fact]
    public async Task It_shows_a_stretch_of_time_whole_page_by_page()
    {
        using var alice = await api.CreateUserAsync();
        var (first, second) = (await alice.Api.CreateSessionAsync(), await alice.Api.CreateSessionAsync());
        var images = new List<Image>();
        for (var i = 0; i < 6; i++)
        {
            images.Insert(0, await alice.UploadAsync(i % 2 == 0 ? first.Id : second.Id, TestImages.Png(8, 8 + i)));
        }
        var (from, to) = (images[4].CreatedAt, images[1].CreatedAt);
        var expected = images.Where(image => image.CreatedAt >= from && image.CreatedAt < to).Select(image => image.Id).ToList();
        Assert.InRange(expected.Count, 1, 4);
        Assert.Equal(expected, await ReadAllAsync(cursor => alice.Api.ListImagesAsync(cursor: cursor, limit: 2, after: from, before: to)));
        Assert.Equal(
            images.Where(image => image.CreatedAt < to).Select(image => image.Id),
            await ReadAllAsync(cursor => alice.Api.ListImagesAsync(cursor: cursor, limit: 2, before: to)));
        Assert.Empty((await alice.Api.ListImagesAsync(after: images[0].CreatedAt.AddSeconds(1))).Items);
    }

    [Fact]
    public async Task It_forgets_deleted_images_and_sessions()
    {
        using var alice = await api.CreateUserAsync();
        var (first, second) = (await alice.Api.CreateSessionAsync(), await alice.Api.CreateSessionAsync());
        var image = await alice.UploadAsync(first.Id, TestImages.Png(8, 8));
        await alice.UploadAsync(second.Id, TestImages.Png(8, 9));
        await alice.Api.DeleteSessionAsync(second.Id);
        Assert.Equal(image.Id, Assert.Single((await alice.Api.ListImagesAsync()).Items).Id);
        await alice.Api.DeleteImageAsync(image.Id);
        Assert.Empty((await alice.Api.ListImagesAsync()).Items);
        Assert.Equal(0, (await alice.Api.GetSessionAsync(first.Id)).ImageCount);
        await alice.Api.GetImageAsync(image.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.DeleteImageAsync(image.Id).ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("cursor=nonsense")]
    public async Task A_bad_limit_or_cursor_is_400(string query)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Http.GetAsync($"{Routes.Images}?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        await alice.Http.GetAsync($"{Routes.SessionImages(session.Id)}?{query}").ShouldBeProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_uploaded_image_is_its_whole_lineage()
    {
        using var alice = await api.CreateUserAsync();
        var image = await alice.UploadAsync((await alice.Api.CreateSessionAsync()).Id, TestImages.Png(8, 8));
        var lineage = await alice.Api.GetLineageAsync(image.Id);
        Assert.Equal(image.Id, Assert.Single(lineage.Nodes).Id);
        Assert.Empty(lineage.Edges);
    }

    private static async Task<List<ImageId>> ReadAllAsync(Func<string?, Task<Page<Image>>> readAsync)
    {
        var ids = new List<ImageId>();
        string? cursor = null;
        do
        {
            var page = await readAsync(cursor);
            ids.AddRange(page.Items.Select(image => image.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return ids;
    }
}
