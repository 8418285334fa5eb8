using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Sharing;

public sealed class MemberTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Sharing_is_201_and_changing_a_role_is_200()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        using var added = await alice.Http.PostAsJsonAsync(Routes.Members(session.Id), new { login = bob.User.Username, role = "viewer" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var joinedAt = (await added.ReadJsonAsync()).GetProperty("joinedAt").GetDateTimeOffset();
        Assert.Equal(Role.Viewer, (await bob.Api.GetSessionAsync(session.Id)).Role);

        using var changed = await alice.Http.PostAsJsonAsync(
            Routes.Members(session.Id), new { login = bob.User.Username.ToUpperInvariant(), role = "editor" });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(joinedAt, (await changed.ReadJsonAsync()).GetProperty("joinedAt").GetDateTimeOffset());
        Assert.Equal(Role.Editor, (await bob.Api.GetSessionAsync(session.Id)).Role);

        var members = (await bob.Api.ListMembersAsync(session.Id)).Items;
        Assert.Equal([(alice.User.Id, alice.User.Username, Role.Owner), (bob.User.Id, bob.User.Username, Role.Editor)],
            members.Select(member => (member.UserId, member.Username, member.Role)));
    }

    [Fact]
    public async Task A_viewer_reads_and_an_editor_writes_but_only_the_owner_shares()
    {
        using var alice = await api.CreateUserAsync();
        using var viewer = await api.CreateUserAsync();
        using var editor = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await alice.Api.AddMemberAsync(session.Id, viewer.User.Username, Role.Viewer);
        await alice.Api.AddMemberAsync(session.Id, editor.User.Username, Role.Editor);
        var image = await editor.UploadAsync(session.Id, TestImages.Png(8, 8));
        var message = await editor.Api.PostMessageAsync(session.Id, "Hello");

        Assert.Single((await viewer.Api.ListMessagesAsync(session.Id)).Items);
        Assert.Contains((await viewer.Api.ListImagesAsync()).Items, found => found.Id == image.Id);
        await viewer.Api.PostMessageAsync(session.Id, "No").ShouldFailAsync(HttpStatusCode.Forbidden);
        await viewer.Api.RenameSessionAsync(session.Id, "No").ShouldFailAsync(HttpStatusCode.Forbidden);
        await viewer.Api.DeleteImageAsync(image.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await viewer.UploadAsync(session.Id, TestImages.Png(8, 8)).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.EditMessageAsync(message.Id, "Mine").ShouldFailAsync(HttpStatusCode.Forbidden);
        foreach (var member in (TestUser[])[viewer, editor])
        {
            await member.Api.AddMemberAsync(session.Id, alice.User.Username, Role.Viewer).ShouldFailAsync(HttpStatusCode.Forbidden);
            await member.Api.AddMemberAsync(session.Id, "nobody-at-all", Role.Viewer).ShouldFailAsync(HttpStatusCode.Forbidden);
            await member.Api.DeleteSessionAsync(session.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
            await member.Api.RemoveMemberAsync(session.Id, alice.User.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        }
        await editor.Api.RemoveMemberAsync(session.Id, viewer.User.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.DeleteMessageAsync(message.Id);
    }

    [Fact]
    public async Task The_owner_stays_the_owner()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Hers");
        await alice.Api.AddMemberAsync(session.Id, alice.User.Username, Role.Viewer).ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        await alice.Api.AddMemberAsync(session.Id, "nobody-at-all", Role.Viewer).ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        await alice.Api.RemoveMemberAsync(session.Id, alice.User.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Http.PostAsJsonAsync(Routes.Members(session.Id), new { login = "x", role = "owner" })
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "role");
        Assert.Equal(Role.Owner, (await alice.Api.GetSessionAsync(session.Id)).Role);
    }

    [Fact]
    public async Task Coming_and_going_is_seen_in_the_session_and_in_ones_own_list()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await using var here = alice.Live(replica: 0);
        await using var there = bob.Live(replica: 1);
        await using var inside = new EventSubscriber(end => here.Follow(session.Id, 0, end));
        await using var mine = new EventSubscriber(end => there.FollowMine(0, end));

        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        var added = await inside.NextAsync(next => next.Type == EventTypes.MemberAdded, "member.added");
        Assert.Equal(
            (bob.User.Id, bob.User.Username, "editor", alice.User.Id),
            (added.Data.GetProperty("userId").GetString(), added.Data.GetProperty("username").GetString(),
                added.Data.GetProperty("role").GetString(), added.ActorId));
        var created = await mine.NextAsync(next => next.Type == EventTypes.SessionCreated, "session.created");
        Assert.Equal("editor", created.Data.GetProperty("role").GetString());
        await mine.NextAsync(next => next.Type == EventTypes.MemberAdded, "member.added of one's own");
        Assert.Equal(session.Id, Assert.Single((await bob.Api.ListSessionsAsync("Shared")).Items).Id);

        await bob.Api.RemoveMemberAsync(session.Id, bob.User.Id);
        var removed = await inside.NextAsync(next => next.Type == EventTypes.MemberRemoved, "member.removed");
        Assert.Equal($$"""{"userId":"{{bob.User.Id}}"}""", removed.Data.GetRawText());
        await mine.NextAsync(next => next.Type == EventTypes.MemberRemoved, "member.removed of one's own");
        var gone = await mine.NextAsync(next => next.Type == EventTypes.SessionDeleted, "session.deleted");
        Assert.Equal(session.Id, gone.SessionId);
        mine.ShouldBeExactly(1, gone.Seq);
        Assert.Empty((await bob.Api.ListSessionsAsync()).Items);
        await bob.Api.GetSessionAsync(session.Id).ShouldFailAsync(HttpStatusCode.NotFound);

        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);
        await mine.NextAsync(next => next.Type == EventTypes.SessionCreated && next.Seq > gone.Seq, "session.created again");
        Assert.Single((await bob.Api.ListSessionsAsync()).Items);
    }

    [Fact]
    public async Task Deleting_an_account_leaves_the_sessions_of_others()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Editor);
        await bob.Api.PostMessageAsync(session.Id, "I was here");
        await using var live = alice.Live();
        await using var inside = new EventSubscriber(end => live.Follow(session.Id, 0, end));

        await bob.Api.DeleteMeAsync(bob.Password);

        await inside.NextAsync(next => next.Type == EventTypes.MemberRemoved, "member.removed");
        Assert.Equal(alice.User.Id, Assert.Single((await alice.Api.ListMembersAsync(session.Id)).Items).UserId);
        Assert.Equal("I was here", Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items).Text);
    }

    [Fact]
    public async Task Members_come_in_pages_in_the_order_they_joined()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        var expected = new List<UserId> { alice.User.Id };
        for (var i = 0; i < 3; i++)
        {
            using var member = await api.CreateUserAsync();
            expected.Add((await alice.Api.AddMemberAsync(session.Id, member.User.Username, Role.Viewer)).UserId);
        }
        var found = new List<UserId>();
        string? cursor = null;
        do
        {
            var page = await alice.Api.ListMembersAsync(session.Id, cursor, limit: 2);
            found.AddRange(page.Items.Select(member => member.UserId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        Assert.Equal(expected, found);
    }
}
