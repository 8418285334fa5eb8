using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Sharing;

/// <summary>Sharing with people who did not ask for it.</summary>
public sealed class UnaskedTests(UnaskedTests.Fixture api) : IClassFixture<UnaskedTests.Fixture>
{
    private const int PerDay = 4;

    [Fact]
    public async Task An_address_finds_nobody_and_says_nothing()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var known = await alice.Api.AddMemberAsync(session.Id, bob.User.Email, Role.Viewer)
            .ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        var unknown = await alice.Api.AddMemberAsync(session.Id, "nobody@example.org", Role.Viewer)
            .ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        Assert.Equal(known.Errors["login"], unknown.Errors["login"]);
        Assert.Empty((await bob.Api.ListSessionsAsync()).Items);
    }

    [Fact]
    public async Task One_user_adds_so_many_people_a_day()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var guests = await Task.WhenAll(Enumerable.Range(0, PerDay + 1).Select(_ => api.CreateUserAsync()));
        foreach (var guest in guests[..PerDay])
        {
            await alice.Api.AddMemberAsync(session.Id, guest.User.Username, Role.Viewer);
        }

        await ShouldWaitAsync(alice, session.Id, guests[PerDay]);

        // A changed role adds nobody, and a link asks those who follow it.
        await alice.Api.AddMemberAsync(session.Id, guests[0].User.Username, Role.Editor);
        await guests[PerDay].Api.JoinAsync((await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer))).Code);
        Array.ForEach(guests, guest => guest.Dispose());
    }

    [Fact]
    public async Task One_user_is_added_so_many_times_a_day()
    {
        using var bob = await api.CreateUserAsync();
        for (var i = 0; i < PerDay; i++)
        {
            using var sharer = await api.CreateUserAsync();
            await sharer.Api.AddMemberAsync((await sharer.Api.CreateSessionAsync()).Id, bob.User.Username, Role.Viewer);
        }
        using var last = await api.CreateUserAsync();
        await ShouldWaitAsync(last, (await last.Api.CreateSessionAsync()).Id, bob);
        Assert.Equal(PerDay, (await bob.Api.ListSessionsAsync()).Items.Count);
    }

    [Fact]
    public async Task Who_leaves_can_block_the_owner_in_one_call()
    {
        using var mallory = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await mallory.Api.CreateSessionAsync("You won!");
        await mallory.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);

        await bob.Api.LeaveAsync(session.Id, bob.User.Id, block: true);

        Assert.Empty((await bob.Api.ListSessionsAsync()).Items);
        var blocked = Assert.Single((await bob.Api.ListBlockedAsync()).Items);
        Assert.Equal((mallory.User.Id, mallory.User.Username), (blocked.UserId, blocked.Username));
        var refused = await mallory.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer)
            .ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        var unknown = await mallory.Api.AddMemberAsync(session.Id, "nobody-at-all", Role.Viewer)
            .ShouldFailAsync(HttpStatusCode.BadRequest, "login");
        Assert.Equal(unknown.Errors["login"], refused.Errors["login"]);

        await bob.Api.UnblockAsync(mallory.User.Id);
        await mallory.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);
        Assert.Single((await bob.Api.ListSessionsAsync()).Items);
    }

    [Fact]
    public async Task Blocking_needs_somebody_else_who_exists()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Api.BlockAsync(alice.User.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.BlockAsync(new(new string('7', 32))).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.UnblockAsync(new(new string('7', 32))).ShouldFailAsync(HttpStatusCode.NotFound);
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.LeaveAsync(session.Id, alice.User.Id, block: true).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.LeaveAsync(session.Id, new(new string('7', 32)), block: true).ShouldFailAsync(HttpStatusCode.BadRequest, "block");
    }

    private static async Task ShouldWaitAsync(TestUser sharer, SessionId sessionId, TestUser guest)
    {
        using var answer = await sharer.Http.PostAsJsonAsync(Routes.Members(sessionId),
            new { login = guest.User.Username, role = "viewer" });
        await answer.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        Assert.InRange(answer.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
    }

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 0, ("Limits__SharingPerUser", $"{PerDay}"), ("Limits__SharedPerUser", $"{PerDay}"));
}
