using System.Net;
using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sharing;

public sealed class SnapshotTests(SnapshotTests.Fixture api) : IClassFixture<SnapshotTests.Fixture>
{
    [Fact]
    public async Task It_shows_what_the_session_showed_when_it_was_made()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Before");
        var first = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(), "first.jpg");
        var second = await alice.UploadAndWaitAsync(session.Id, TestImages.Png(9, 7), "second.png");
        await alice.Api.PostMessageAsync(session.Id, "One", [first.Id]);
        var two = await alice.Api.PostMessageAsync(session.Id, "Two", [second.Id]);

        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        Assert.Equal($"/snapshots/{snapshot.Id}", snapshot.Url);
        await alice.Api.RenameSessionAsync(session.Id, "After");
        await alice.Api.DeleteMessageAsync(two.Id);
        await alice.Api.DeleteImageAsync(first.Id);
        await alice.Api.PostMessageAsync(session.Id, "Three");

        using var http = api.CreateClient();
        var shown = await AnybodyAsync(snapshot.Id);
        Assert.Equal("Before", shown.Title);
        Assert.Equal(["One", "Two"], shown.Messages.Select(message => message.Text));
        Assert.Equal([first.FileName, second.FileName], shown.Images.Select(image => image.FileName));
        Assert.Equal([shown.Images[0].Id], shown.Messages[0].ImageIds);
        foreach (var image in shown.Images)
        {
            Assert.NotEmpty(await http.GetByteArrayAsync(image.Url));
            Assert.NotEmpty(await http.GetByteArrayAsync(image.ThumbnailUrl));
            Assert.DoesNotContain(snapshot.Id, image.Url, StringComparison.Ordinal);
        }
        Assert.Equal(snapshot, Assert.Single((await alice.Api.ListSnapshotsAsync(session.Id)).Items));
    }

    [Fact]
    public async Task Its_pictures_say_nothing_about_where_they_were_taken()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync("Trip");
        var file = Uploads.Unique(TestImages.JpegWithGps(120, 80));
        var image = await alice.UploadAndWaitAsync(session.Id, file);
        var shown = await AnybodyAsync((await alice.Api.CreateSnapshotAsync(session.Id)).Id);

        var bytes = await http.GetByteArrayAsync(shown.Images[0].Url);
        Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestExif.Secret)) < 0);
        Assert.Equal(file[^500..], bytes[^500..]);
        foreach (var trick in (string[])["&metadata=keep", "&reader=" + alice.User.Id])
        {
            Assert.Equal(bytes, await http.GetByteArrayAsync(shown.Images[0].Url + trick));
        }
        await http.GetAsync(shown.Images[0].Url.Replace("snapshot=", "reader=", StringComparison.Ordinal))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound);

        // The owner makes their own choice.
        Assert.Equal(file, await alice.Http.GetByteArrayAsync(Routes.ImageContent(image.Id)));
        Assert.Equal(bytes, await alice.Http.GetByteArrayAsync(Routes.ImageContent(image.Id) + "?metadata=none"));
    }

    [Fact]
    public async Task Taking_it_away_ends_it_and_its_addresses_and_frees_its_bytes()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync("Brief");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        var shown = (await AnybodyAsync(snapshot.Id)).Images[0];
        await http.GetByteArrayAsync(shown.Url);
        await alice.Api.DeleteImageAsync(image.Id);
        Assert.True(await HoldsBytesAsync(image.Sha256, atLeast: TimeSpan.FromSeconds(3)));

        await alice.Api.DeleteSnapshotAsync(snapshot.Id);

        await http.GetAsync(Routes.Snapshot(snapshot.Id)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await http.GetAsync(shown.Url).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await http.GetAsync(shown.ThumbnailUrl).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await alice.Api.DeleteSnapshotAsync(snapshot.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await Eventually.TrueAsync(() => FilesOf(image.Sha256).Length == 0, "the stored bytes to go", TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task It_goes_with_its_session()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync("Gone");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        var shown = (await AnybodyAsync(snapshot.Id)).Images[0];

        await alice.Api.DeleteSessionAsync(session.Id);

        await http.GetAsync(Routes.Snapshot(snapshot.Id)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await http.GetAsync(shown.Url).ShouldBeProblemAsync(HttpStatusCode.NotFound);
        await Eventually.TrueAsync(() => FilesOf(image.Sha256).Length == 0, "the stored bytes to go", TimeSpan.FromSeconds(40));
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(
            $"{api.System.Redis.ConnectionString},allowAdmin=true");
        await Eventually.TrueAsync(
            () => !redis.GetServer(redis.GetEndPoints()[0]).Keys(pattern: $"*{session.Id}*").Any(), "every key of the session to go");
    }

    [Fact]
    public async Task Only_the_owner_makes_and_removes_them()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var stranger = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        await bob.Api.CreateSnapshotAsync(session.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await bob.Api.ListSnapshotsAsync(session.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await bob.Api.DeleteSnapshotAsync(snapshot.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await stranger.Api.DeleteSnapshotAsync(snapshot.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Empty((await AnybodyAsync(snapshot.Id)).Messages);
    }

    private async Task<SnapshotContent> AnybodyAsync(string id)
    {
        using var http = api.CreateClient();
        return await new Contracts.Client.NanoBananaClient(http, _ => default).GetSnapshotAsync(id);
    }

    /// <summary>The reconciler looks every second; what it wants to remove is gone within a few of its looks.</summary>
    private async Task<bool> HoldsBytesAsync(string sha256, TimeSpan atLeast)
    {
        var until = DateTimeOffset.UtcNow + atLeast;
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > until || FilesOf(sha256).Length == 0, "the reconciler to look");
        return FilesOf(sha256).Length > 0;
    }

    private string[] FilesOf(string sha256) =>
        [.. Directory.EnumerateFiles(api.System.ObjectDirectory, $"*{sha256}*", SearchOption.AllDirectories)];

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 1, ("Sessions__RestoreWindow", "00:00:01"), ("Images__RestoreWindow", "00:00:01"),
        ("Images__RemovalGrace", "00:00:00"));
}
