using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Live;

/// <summary>Sign-outs that no message told of.</summary>
public sealed class MissedSignOutTests(MissedSignOutTests.Fixture api) : IClassFixture<MissedSignOutTests.Fixture>
{
    [Fact]
    public async Task The_idle_check_finds_a_device_that_is_signed_out()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        await using var live = phone.Live();
        await using var mine = new EventSubscriber(end => live.FollowMine(0, end));
        await alice.Api.CreateSessionAsync();
        await mine.ReachesAsync(1);
        var device = (await alice.Api.ListDevicesAsync()).Items.Single(device => !device.Current);

        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        await redis.GetDatabase().HashDeleteAsync(Keys.Devices(alice.User.Id), device.Id.Value);

        await mine.ShouldCloseAsync(CloseReasons.DeviceRevoked, TimeSpan.FromSeconds(20));
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 0, ("Events__IdleCheck", "00:00:01"));
}
