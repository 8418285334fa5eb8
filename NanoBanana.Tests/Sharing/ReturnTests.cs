using System.Net;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Sharing;

/// <summary>Who left or was removed, and the links they still have.</summary>
public sealed class ReturnTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_removed_member_does_not_come_back_by_any_link()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        var first = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        var second = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        await bob.Api.JoinAsync(first.Code);

        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);

        await bob.Api.JoinAsync(first.Code).ShouldFailAsync(HttpStatusCode.NotFound);
        await bob.Api.JoinAsync(second.Code).ShouldFailAsync(HttpStatusCode.NotFound);

        // Their owner can let them in again.
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);
        await bob.Api.LeaveAsync(session.Id, bob.User.Id);
        Assert.Equal(Role.Viewer, (await bob.Api.JoinAsync(second.Code)).Role);
    }

    [Fact]
    public async Task The_link_that_a_removed_member_came_by_ends_for_everybody()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var accomplice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        var used = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        var other = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        await bob.Api.JoinAsync(used.Code);

        await alice.Api.RemoveMemberAsync(session.Id, bob.User.Id);

        await accomplice.Api.JoinAsync(used.Code).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Equal(other.Code, Assert.Single((await alice.Api.ListInvitesAsync(session.Id)).Items).Code);
        await accomplice.Api.JoinAsync(other.Code);
    }

    [Fact]
    public async Task A_viewer_does_not_become_an_editor_by_leaving_and_joining_again()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Editor));
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);

        await bob.Api.LeaveAsync(session.Id, bob.User.Id);
        Assert.Equal(Role.Viewer, (await bob.Api.JoinAsync(invite.Code)).Role);

        // Whom the owner makes an editor, and who leaves as one, stays free to come back.
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        await bob.Api.LeaveAsync(session.Id, bob.User.Id);
        Assert.Equal(Role.Editor, (await bob.Api.JoinAsync(invite.Code)).Role);
    }
}
