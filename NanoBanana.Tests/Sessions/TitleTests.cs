using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Sessions;

/// <summary>What a session is called that nobody has named.</summary>
public sealed class TitleTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_request_that_failed_names_no_session_and_the_first_that_succeeds_does()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        await using var live = alice.Live();
        await using var mine = new EventSubscriber(cancellationToken => live.FollowMine(0, cancellationToken));

        Assert.Equal(EditStatus.Failed, (await alice.EditAsync(session.Id, "flurbify the quux", image.Id)).Status);
        Assert.Equal("", (await alice.Api.GetSessionAsync(session.Id)).Title);
        Assert.Equal("", (await api.CreateStranger().GetSnapshotAsync((await alice.Api.CreateSnapshotAsync(session.Id)).Id)).Title);
        await alice.EditAsync(session.Id, "invert", image.Id);
        Assert.Equal("invert", (await alice.Api.GetSessionAsync(session.Id)).Title);
        await mine.NextAsync(
            next => next.Type == EventTypes.SessionUpdated && next.Data.GetProperty("title").GetString() == "invert",
            "the list to have the new title");
        await alice.EditAsync(session.Id, "rotate 90", image.Id);
        Assert.Equal("invert", (await alice.Api.GetSessionAsync(session.Id)).Title);
    }

    [Fact]
    public async Task A_title_that_somebody_gave_stays()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        await alice.EditAsync(session.Id, "flurbify the quux", image.Id);
        await alice.Api.RenameSessionAsync(session.Id, "My holiday");
        await alice.EditAsync(session.Id, "invert", image.Id);
        Assert.Equal("My holiday", (await alice.Api.GetSessionAsync(session.Id)).Title);

        var talk = await alice.Api.CreateSessionAsync();
        await alice.Api.PostMessageAsync(talk.Id, "Hello");
        await alice.EditAsync(talk.Id, "invert", (await alice.UploadAsync(talk.Id, Uploads.UniqueJpeg())).Id);
        Assert.Equal("Hello", (await alice.Api.GetSessionAsync(talk.Id)).Title);
    }

    [Fact]
    public async Task An_untitled_session_tells_the_name_of_its_first_picture()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        Assert.Null(session.FileName);
        await using var live = alice.Live(replica: 1);
        await using var mine = new EventSubscriber(cancellationToken => live.FollowMine(0, cancellationToken));

        await alice.UploadAsync(session.Id, TestImages.Png(8, 8), "bar.mask.png");
        var first = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg(), "bar “at night”.jpg");
        var second = await alice.UploadAsync(session.Id, Uploads.UniqueJpeg(), "car.jpg");
        await mine.NextAsync(next => IsCalled(next, "bar “at night”.jpg"), "the name to be told");

        var (found, _) = await alice.Api.ListSessionsAsync("AT NIGHT");
        Assert.Equal("bar “at night”.jpg", Assert.Single(found).FileName);
        Assert.Equal("", found[0].Title);
        await alice.Api.DeleteImageAsync(first.Id);
        await mine.NextAsync(next => IsCalled(next, "car.jpg"), "the name of the next picture");
        await alice.Api.DeleteImageAsync(second.Id);
        Assert.Null((await alice.Api.GetSessionAsync(session.Id)).FileName);
    }

    private static bool IsCalled(SessionEvent next, string fileName) => next.Type == EventTypes.SessionUpdated
        && next.Data.TryGetProperty("fileName", out var name) && name.GetString() == fileName;
}
