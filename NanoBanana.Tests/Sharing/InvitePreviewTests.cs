using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sharing;

/// <summary>What somebody with the code of an invitation learns before they join, and everybody else does not.</summary>
public sealed class InvitePreviewTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Whoever_has_the_code_learns_who_invites_to_what()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync("Bar photo");
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        var stranger = api.CreateStranger();

        Assert.Equal(new(alice.User.Username, "Bar photo", Role.Editor, null, true, true), await stranger.PreviewInviteAsync(invite.Code));
        await anybody.GetAsync(Routes.InviteThumbnail(invite.Code)).ShouldBeProblemAsync(HttpStatusCode.NotFound);

        // The newest picture, which is neither a mask nor one that was deleted.
        await alice.UploadAndWaitAsync(session.Id, TestImages.Png(30, 40));
        var newest = await alice.UploadAndWaitAsync(session.Id, TestImages.Png(90, 60));
        await alice.UploadAndWaitAsync(session.Id, TestImages.Png(20, 20), FileNames.MaskOf("picture.png"));
        var deleted = await alice.UploadAndWaitAsync(session.Id, TestImages.Png(50, 50));
        await alice.Api.DeleteImageAsync(deleted.Id);
        var told = await stranger.PreviewInviteAsync(invite.Code);
        Assert.Equal($"/api/invites/{invite.Code}/thumbnail", told.ThumbnailUrl);
        using var answer = await anybody.GetAsync(told.ThumbnailUrl);
        Assert.Equal(("image/webp", "no-store"), (answer.Content.Headers.ContentType?.MediaType, $"{answer.Headers.CacheControl}"));
        var shown = TestPixels.Decode(await answer.Content.ReadAsByteArrayAsync(), "webpload_buffer");
        Assert.Equal((90, 60), (shown.Width, shown.Height));

        var words = await anybody.GetStringAsync(Routes.Invite(invite.Code));
        Assert.All(
            [session.Id, newest.Id, alice.User.Id, alice.User.Email],
            secret => Assert.DoesNotContain(secret, words, StringComparison.Ordinal));
        // Looking is no joining.
        Assert.Equal(0, Assert.Single((await alice.Api.ListInvitesAsync(session.Id)).Items).Uses);
        Assert.Single((await alice.Api.ListMembersAsync(session.Id)).Items);
    }

    [Fact]
    public async Task Every_code_that_does_not_let_in_is_answered_alike()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Closed");
        await alice.UploadAndWaitAsync(session.Id, TestImages.Png(30, 40));
        var brief = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer, ExpiresAt: DateTimeOffset.UtcNow.AddSeconds(1)));
        var revoked = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        await alice.Api.RevokeInviteAsync(session.Id, revoked.Code);
        var usedUp = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer, MaxUses: 1));
        await bob.Api.JoinAsync(usedUp.Code);
        var gone = await alice.Api.CreateSessionAsync("Gone");
        var dead = await alice.Api.CreateInviteAsync(gone.Id, new(Role.Viewer));
        await alice.Api.DeleteSessionAsync(gone.Id);
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > brief.ExpiresAt, "the link to expire");
        var madeUp = (brief.Code[0] == 'A' ? "B" : "A") + brief.Code[1..];

        using var anybody = api.CreateClient();
        var answers = new HashSet<string>();
        foreach (var code in (string[])[brief.Code, revoked.Code, usedUp.Code, dead.Code, madeUp, "nothing", new string('A', 43)])
        {
            foreach (var path in (string[])[Routes.Invite(code), Routes.InviteThumbnail(code)])
            {
                var problem = await anybody.GetAsync(path).ShouldBeProblemAsync(HttpStatusCode.NotFound);
                answers.Add(string.Join('|', problem.EnumerateObject().Where(member => member.Name != "traceId")));
            }
        }
        Assert.Single(answers);
    }

    [Fact]
    public async Task Looking_is_counted_for_the_address()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create<string, string?>("Limits__RequestsPerAddress", "3"));
        using var http = system.CreateClient();
        var stranger = new NanoBananaClient(http, _ => default);
        for (var i = 0; i < 3; i++)
        {
            await stranger.PreviewInviteAsync(new string('A', 43)).ShouldFailAsync(HttpStatusCode.NotFound);
        }
        await stranger.PreviewInviteAsync(new string('A', 43)).ShouldFailAsync(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("Accounts__Registration", "Invitation", true, false)]
    [InlineData("Accounts__Registration", "Closed", false, false)]
    [InlineData("Accounts__Guests", "false", true, false)]
    public async Task It_tells_how_one_can_get_in(string name, string value, bool canRegister, bool canTry)
    {
        using var alice = await api.CreateUserAsync();
        var invite = await alice.Api.CreateInviteAsync((await alice.Api.CreateSessionAsync()).Id, new(Role.Viewer));
        await using var careful = await ServiceProcess.StartAsync(
            "NanoBanana.Api", new Dictionary<string, string?>(api.System.Settings) { [name] = value });
        using var http = LoopbackClient.Create(careful.Address);

        var told = await new NanoBananaClient(http, _ => default).PreviewInviteAsync(invite.Code);

        Assert.Equal((canRegister, canTry, ""), (told.CanRegister, told.CanTry, told.Title));
    }
}
