using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sharing;

/// <summary>What cannot be chosen for a public copy is refused, and nothing is published.</summary>
public sealed class ChosenPictureTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Pictures_that_cannot_be_shown_are_refused()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var other = await alice.Api.CreateSessionAsync("Other");
        var foreign = await bob.Api.CreateSessionAsync("Foreign");
        var good = (await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg())).Id;
        var deleted = (await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg())).Id;
        await alice.Api.DeleteImageAsync(deleted);
        ImageId[] bad =
        [
            new("nonsense"), new(""), new(new string('a', 64)), new(session.Id), deleted,
            (await alice.UploadAndWaitAsync(session.Id, TestImages.Png(40, 30), "a.mask.png")).Id,
            (await alice.UploadAndWaitAsync(other.Id, Uploads.UniqueJpeg())).Id,
            (await bob.UploadAndWaitAsync(foreign.Id, Uploads.UniqueJpeg())).Id,
        ];
        foreach (var id in bad)
        {
            await alice.Api.CreateSnapshotAsync(session.Id, new([good, id])).ShouldFailAsync(HttpStatusCode.BadRequest, "imageIds");
        }

        Assert.Empty((await alice.Api.ListSnapshotsAsync(session.Id)).Items);
    }

    [Theory]
    [InlineData("""{"imageIds":[]}""", "imageIds")]
    [InlineData("""{"imageIds":[null]}""", "imageIds")]
    [InlineData("""{"imageIds":"all"}""", null)]
    [InlineData("""{"messages":"no"}""", null)]
    public async Task A_body_that_says_nothing_clear_is_refused(string body, string? field)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        await alice.Http.PostAsync(Routes.SessionSnapshots(session.Id), Json(body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
        Assert.Empty((await alice.Api.ListSnapshotsAsync(session.Id)).Items);
    }

    [Fact]
    public async Task More_than_a_thousand_are_refused()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var ids = Enumerable.Repeat(new ImageId(new string('a', 64)), Limits.SnapshotMaxImages + 1).ToList();
        var problem = await alice.Api.CreateSnapshotAsync(session.Id, new(ids)).ShouldFailAsync(HttpStatusCode.BadRequest, "imageIds");
        Assert.Contains("1000", problem.Errors["imageIds"][0], StringComparison.Ordinal);
    }

    [Theory, InlineData(null), InlineData("{}"), InlineData("null")]
    public async Task Without_a_choice_everything_is_shown(string? body)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.PostMessageAsync(session.Id, "Hello");
        using var answer = await alice.Http.PostAsync(Routes.SessionSnapshots(session.Id), body is null ? null : Json(body));
        var code = (await answer.ReadJsonAsync()).GetProperty("id").GetString()!;
        var shown = await api.CreateStranger().GetSnapshotAsync(code);
        Assert.Equal(("Session", 1, 1), (shown.Title, shown.Messages.Count, shown.Images.Count));
    }

    private static StringContent Json(string body) => new(body, System.Text.Encoding.UTF8, "application/json");
}
