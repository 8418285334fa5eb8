using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>Sessions that hold a lot: copied in parts, read in pages, searched within a budget.</summary>
public sealed class LongSessionTests(LongSessionTests.Fixture api) : IClassFixture<LongSessionTests.Fixture>
{
    [Fact]
    public async Task A_session_of_more_than_8000_images_can_be_copied_and_is_read_in_pages()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Many");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await SeedAsync(session.Id, image.Id, 8100);
        for (var i = 0; i < 3; i++)
        {
            await alice.Api.PostMessageAsync(session.Id, $"Message {i}");
        }

        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        var reader = new NanoBananaClient(api.CreateClient(), _ => default);
        var first = await reader.GetSnapshotAsync(snapshot.Id, limit: 2);
        Assert.Equal((2, 2), (first.Messages.Count, first.Images.Count));
        var second = await reader.GetSnapshotAsync(snapshot.Id, first.NextCursor, 2);
        Assert.Equal(["Message 2"], second.Messages.Select(message => message.Text));
        Assert.DoesNotContain(second.Images, shown => first.Images.Any(before => before.Id == shown.Id));
        Assert.NotNull(second.NextCursor);
        var (count, cursor) = (0, (string?)null);
        do
        {
            var page = await reader.GetSnapshotAsync(snapshot.Id, cursor, 100);
            (count, cursor) = (count + page.Images.Count, page.NextCursor);
        }
        while (cursor is not null);
        Assert.Equal(8101, count);
    }

    [Fact]
    public async Task A_search_goes_on_with_its_cursor_when_its_budget_is_spent()
    {
        using var alice = await api.CreateUserAsync();
        var wanted = await alice.Api.CreateSessionAsync("Old");
        await alice.Api.PostMessageAsync(wanted.Id, "a needle in the hay");
        for (var i = 0; i < 12; i++)
        {
            var session = await alice.Api.CreateSessionAsync($"Newer {i}");
            await alice.Api.PostMessageAsync(session.Id, new string('x', 900));
        }

        var (found, pages, cursor) = (new List<string>(), 0, (string?)null);
        do
        {
            var page = await alice.Api.ListSessionsAsync("needle", cursor);
            found.AddRange(page.Items.Select(session => session.Id.Value));
            (pages, cursor) = (pages + 1, page.NextCursor);
        }
        while (cursor is not null && pages < 50);
        Assert.Equal([wanted.Id], found);
        Assert.InRange(pages, 2, 49);
    }

    [Fact]
    public async Task A_search_for_images_looks_at_messages_and_prompts()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(), "plain.jpg");
        await alice.Api.PostMessageAsync(session.Id, "the giraffe", [image.Id]);
        var page = await alice.Http.GetAsync($"{Routes.Images}?q=giraffe");
        Assert.Contains(image.Id, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_for_images_goes_on_with_its_cursor_when_its_budget_is_spent()
    {
        using var alice = await api.CreateUserAsync();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => alice.Api.CreateSessionAsync($"Album {i}")));
        var (wanted, others) = (new List<ImageId>(), new List<ImageId>());
        for (var i = 0; i < 24; i++)
        {
            var name = i % 6 == 0 ? $"needle {i}.jpg" : $"hay {i}.jpg";
            var image = await alice.UploadAsync(sessions[i % sessions.Length].Id, TestImages.Png(8, 8 + i), name);
            (i % 6 == 0 ? wanted : others).Add(image.Id);
        }

        await SeedAsync(sessions[0].Id, others.First(id => id.Value.EndsWith(sessions[0].Id, StringComparison.Ordinal)), 400);
        wanted.Reverse();
        var (found, pages, cursor) = (new List<ImageId>(), 0, (string?)null);
        do
        {
            var page = await alice.Api.ListImagesAsync("needle", cursor: cursor, limit: 100);
            found.AddRange(page.Items.Select(image => image.Id));
            (pages, cursor) = (pages + 1, page.NextCursor);
        }
        while (cursor is not null && pages < 100);
        Assert.Equal(wanted, found);
        Assert.InRange(pages, 4, 99);
    }

    [Fact]
    public async Task Letters_of_all_scripts_are_kept_as_they_are()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var message = await alice.Api.PostMessageAsync(session.Id, "香蕉 <b>");
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var row = (string?)await redis.GetDatabase().HashGetAsync($"{{s:{session.Id}}}:message", message.Id);
        Assert.Contains("香蕉 <b>", row!, StringComparison.Ordinal);
    }

    /// <summary>As many images of the same bytes as nobody uploads in a test.</summary>
    private async Task SeedAsync(SessionId sessionId, ImageId image, int count)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var database = redis.GetDatabase();
        var imageId = image.Value;
        var row = (string)(await database.HashGetAsync($"{{s:{sessionId}}}:image", imageId))!;
        var ids = Enumerable.Range(0, count).Select(i => $"{imageId[..24]}{i:x8}{imageId[32..]}").Where(id => id != imageId).ToList();
        await database.HashSetAsync(
            $"{{s:{sessionId}}}:image", [.. ids.Select(id => new HashEntry(id, row.Replace(imageId, id, StringComparison.Ordinal)))]);
        await database.SortedSetAddAsync($"{{s:{sessionId}}}:images", [.. ids.Select(id => new SortedSetEntry(id, 0))]);
        Assert.Equal(count, ids.Count);
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 1, ("Messages__SearchBytes", "4096"));
}
