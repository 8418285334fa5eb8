using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>What is left of an erased account.</summary>
public sealed class ClosedAccountTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Remembered_answers_go_with_the_account()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Mine", $"{Guid.NewGuid():N}");
        await alice.Api.PostMessageAsync(session.Id, "Nobody else's business", idempotencyKey: $"{Guid.NewGuid():N}");
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{api.System.Redis.ConnectionString},allowAdmin=true");
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        Assert.NotEmpty(server.Keys(pattern: $"*{alice.User.Id}*idempotency*"));

        await alice.Api.DeleteMeAsync(alice.Password);

        // The mark that it is erased is all that is left, for some days.
        Assert.Equal([Keys.Erased(alice.User.Id)], server.Keys(pattern: $"*{alice.User.Id}*"));
    }

    [Fact]
    public async Task A_session_made_while_its_account_is_erased_is_erased_by_the_sweeper()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{api.System.Redis.ConnectionString},allowAdmin=true");
        var database = redis.GetDatabase();

        // As after the erasure has listed what there is, and before it takes the devices away.
        await database.StringSetAsync(Keys.Erased(alice.User.Id), 1);
        var own = await alice.Api.CreateSessionAsync("Too late");
        var shared = await bob.Api.CreateSessionAsync("Shared");
        await alice.Api.JoinAsync((await bob.Api.CreateInviteAsync(shared.Id, new(Role.Viewer))).Code);

        await Eventually.TrueAsync(async () => !await database.KeyExistsAsync(Keys.Session(own.Id)),
            "the session to go", TimeSpan.FromSeconds(40));
        await Eventually.TrueAsync(
            async () => (await bob.Api.ListMembersAsync(shared.Id)).Items.Count == 1
                && !await database.HashExistsAsync(Keys.Members(shared.Id), alice.User.Id.Value),
            "the membership to end", TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task An_account_that_nobody_closed_is_not_erased()
    {
        using var alice = await api.CreateUserAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var database = redis.GetDatabase();

        // As after a crash between the note and the look at the password.
        await database.SortedSetAddAsync(Keys.PendingWork, WorkItem.User(alice.User.Id), 0);

        await Eventually.TrueAsync(async () => (await database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.User(alice.User.Id))) is null,
            "the reconciler to look");
        Assert.Equal(alice.User, await alice.Api.GetMeAsync());
    }
}
