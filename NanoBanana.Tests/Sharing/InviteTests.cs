using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Sharing;

public sealed class InviteTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_link_lets_others_join_with_its_role()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Open house");
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        Assert.Equal(
            ($"/join/{invite.Code}", Role.Editor, 0, null, null), (invite.Url, invite.Role, invite.Uses, invite.MaxUses, invite.ExpiresAt));

        var joined = await bob.ClientOn(replica: 1).JoinAsync(invite.Code);
        Assert.Equal((session.Id, Role.Editor), (joined.Id, joined.Role));
        await bob.Api.PostMessageAsync(session.Id, "Hello");
        Assert.Single((await bob.Api.ListSessionsAsync()).Items);

        // Joining again changes nothing, for the owner neither.
        Assert.Equal(Role.Editor, (await bob.Api.JoinAsync(invite.Code)).Role);
        Assert.Equal(Role.Owner, (await alice.Api.JoinAsync(invite.Code)).Role);
        Assert.Equal(invite with { Uses = 1 }, Assert.Single((await alice.Api.ListInvitesAsync(session.Id)).Items));
    }

    [Fact]
    public async Task No_more_join_than_the_link_allows()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Three seats");
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer, MaxUses: 3));
        var guests = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.CreateUserAsync()));
        var answers = await Task.WhenAll(guests.Select(async (guest, i) =>
        {
            try
            {
                await guest.ClientOn(replica: i % 2).JoinAsync(invite.Code);
                return HttpStatusCode.OK;
            }
            catch (Contracts.Client.ApiException failure)
            {
                return failure.Status;
            }
        }));
        Assert.Equal(
            (3, 7), (answers.Count(status => status == HttpStatusCode.OK), answers.Count(status => status == HttpStatusCode.NotFound)));
        Assert.Equal(4, (await alice.Api.ListMembersAsync(session.Id)).Items.Count);
        Assert.Equal(3, Assert.Single((await alice.Api.ListInvitesAsync(session.Id)).Items).Uses);

        // Who got in may follow the link again.
        await guests[Array.IndexOf(answers, HttpStatusCode.OK)].Api.JoinAsync(invite.Code);
        Array.ForEach(guests, guest => guest.Dispose());
    }

    [Fact]
    public async Task An_expired_revoked_or_made_up_link_is_404()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Closed");
        var brief = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer, ExpiresAt: DateTimeOffset.UtcNow.AddSeconds(1)));
        var revoked = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        await alice.Api.RevokeInviteAsync(session.Id, revoked.Code);
        await alice.Api.RevokeInviteAsync(session.Id, revoked.Code).ShouldFailAsync(HttpStatusCode.NotFound);
        await Eventually.TrueAsync(() => DateTimeOffset.UtcNow > brief.ExpiresAt, "the link to expire");

        var madeUp = (brief.Code[0] == 'A' ? "B" : "A") + brief.Code[1..];
        foreach (var code in (string[])[brief.Code, revoked.Code, madeUp, "nothing", new string('A', 43)])
        {
            await bob.Api.JoinAsync(code).ShouldFailAsync(HttpStatusCode.NotFound);
        }
        Assert.Empty((await alice.Api.ListInvitesAsync(session.Id)).Items);
        await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer, ExpiresAt: DateTimeOffset.UtcNow.AddMinutes(-1)))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "expiresAt");
        await alice.Api.CreateInviteAsync(session.Id, new(Role.Owner)).ShouldFailAsync(HttpStatusCode.BadRequest, "role");
        await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer, MaxUses: 0)).ShouldFailAsync(HttpStatusCode.BadRequest, "maxUses");
    }

    [Fact]
    public async Task A_link_dies_with_its_session()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Gone");
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        await alice.Api.DeleteSessionAsync(session.Id);
        await bob.Api.JoinAsync(invite.Code).ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_owner_sees_and_makes_links()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        await bob.Api.ListInvitesAsync(session.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await bob.Api.CreateInviteAsync(session.Id, new(Role.Editor)).ShouldFailAsync(HttpStatusCode.Forbidden);
        await bob.Api.RevokeInviteAsync(session.Id, invite.Code).ShouldFailAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_repeated_request_makes_one_link()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Once");
        var key = $"{Guid.NewGuid():N}";
        var first = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer), key);
        Assert.Equal(first, await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer), key));
        Assert.Single((await alice.Api.ListInvitesAsync(session.Id)).Items);
    }
}
