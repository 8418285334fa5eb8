using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using StackExchange.Redis;

namespace NanoBanana.Tests.Live;

/// <summary>What each follower of a shared session may see.</summary>
public sealed class AccessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_event_behind_a_removal_is_not_delivered_even_when_both_are_read_together()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await ShareAsync(alice, bob);
        await using var hers = alice.Live();
        await using var live = bob.Live();
        await using var stays = new EventSubscriber(end => hers.Follow(session, 0, end));
        await using var leaves = new EventSubscriber(end => live.Follow(session, 0, end));
        await Task.WhenAll(stays.ReachesAsync(1), leaves.ReachesAsync(1));
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);

        await redis.GetDatabase().ScriptEvaluateAsync("""
            local function append(type, data)
              local seq = redis.call('HINCRBY', KEYS[1], 'seq', 1)
              redis.call('XADD', KEYS[3], seq .. '-0', 'type', type, 'at', 1, 'actor', '', 'data', data)
            end
            redis.call('HDEL', KEYS[2], ARGV[1])
            append('member.removed', '{"userId":"' .. ARGV[1] .. '"}')
            append('message.deleted', '{"id":"secret"}')
            redis.call('PUBLISH', KEYS[3], 'look')
            """, [Keys.Session(session), Keys.Members(session), Keys.SessionLog(session)], [bob.User.Id.Value]);

        await leaves.ShouldCloseAsync(CloseReasons.MemberRemoved, TimeSpan.FromSeconds(20));
        Assert.Equal([EventTypes.MemberAdded, EventTypes.Closed], leaves.Events.Select(next => next.Type));
        await stays.NextAsync(next => next.Type == EventTypes.MessageDeleted, "what came after the removal");
    }

    [Fact]
    public async Task Who_is_a_member_again_reads_on_behind_the_old_removal()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await ShareAsync(alice, bob);
        await alice.Api.RemoveMemberAsync(session, bob.User.Id);
        await alice.Api.PostMessageAsync(session, "Meanwhile");
        await alice.Api.AddMemberAsync(session, bob.User.Username, Role.Viewer);
        var last = (await alice.Api.GetSessionAsync(session)).LastSeq;
        await using var live = bob.Live();
        await using var follower = new EventSubscriber(end => live.Follow(session, 0, end));
        await follower.ReachesAsync(last);
        follower.ShouldBeExactly(1, last);
    }

    [Fact]
    public async Task Each_reader_sees_the_own_role_also_after_it_changed()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await ShareAsync(alice, bob);
        await using var hers = alice.Live();
        await using var live = bob.Live();
        await using var owner = new EventSubscriber(end => hers.Follow(session, 0, end));
        await using var member = new EventSubscriber(end => live.Follow(session, 0, end));
        foreach (var role in (Role[])[Role.Viewer, Role.Editor, Role.Viewer])
        {
            await alice.Api.AddMemberAsync(session, bob.User.Username, role);
            var title = (await alice.Api.RenameSessionAsync(session, $"As {role} {Guid.NewGuid()}")).Title;
            Assert.Equal("owner", await RoleAsync(owner, title));
            Assert.Equal(role.ToString(), await RoleAsync(member, title), ignoreCase: true);
        }
    }

    [Fact]
    public async Task Each_reader_gets_addresses_of_their_own()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await ShareAsync(alice, bob);
        TestUser[] users = [alice, bob, alice];
        var lives = users.Select(user => user.Live()).ToList();
        var followers = lives.Select(live => new EventSubscriber(end => live.Follow(session, 0, end))).ToList();
        await Task.WhenAll(followers.Select(follower => follower.ReachesAsync(1)));

        await alice.UploadAsync(session, TestImages.Jpeg(64, 48));

        foreach (var (user, follower) in users.Zip(followers))
        {
            var ready = await follower.NextAsync(next => next.Type == EventTypes.ImageUpdated, "image.updated");
            var url = ready.Data.GetProperty("thumbnailUrl").GetString()!;
            Assert.Contains($"reader={user.User.Id}&", url, StringComparison.Ordinal);
            await anybody.GetByteArrayAsync(url);
            await follower.DisposeAsync();
        }

        foreach (var live in lives)
        {
            await live.DisposeAsync();
        }
    }

    private static async Task<string?> RoleAsync(EventSubscriber follower, string title) => (await follower.NextAsync(
        next => next.Type == EventTypes.SessionUpdated && next.Data.GetProperty("title").GetString() == title, title))
        .Data.GetProperty("role").GetString();

    private static async Task<SessionId> ShareAsync(TestUser owner, TestUser member)
    {
        var session = await owner.Api.CreateSessionAsync("Shared");
        await owner.Api.AddMemberAsync(session.Id, member.User.Username, Role.Editor);
        return session.Id;
    }
}
