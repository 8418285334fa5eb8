using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>Requests of signed-in users that are admitted without asking Redis.</summary>
public sealed class UserRatesTests : IAsyncLifetime
{
    private static readonly UserId User = new("ada");
    private static readonly DeviceId Device = new("phone");
    private static readonly RateLimit Rate = new(RateLimit.User, 1000, TimeSpan.FromDays(1));
    private readonly ShiftedClock _time = new();
    private RedisServer _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private UserRates _rates = null!;

    [Fact]
    public async Task Few_requests_ask_redis_and_all_are_counted()
    {
        // From now on Redis knows the script.
        await _rates.AdmitAsync(new("somebody-else"), Device, Rate);
        var before = await EvaluationsAsync();
        for (var i = 1; i <= 60; i++)
        {
            var verdict = await _rates.AdmitAsync(User, Device, Rate);
            Assert.True(verdict!.IsAdmitted);
            Assert.Equal(Rate.Count - i, verdict.Rates[0].Left);
        }

        Assert.Equal(1, await EvaluationsAsync() - before);
        _time.Shift += TimeSpan.FromSeconds(2);
        Assert.Equal(Rate.Count - 61, (await _rates.AdmitAsync(User, Device, Rate))!.Rates[0].Left);
    }

    [Fact]
    public async Task The_limit_holds_to_the_request()
    {
        var admitted = 0;
        while ((await _rates.AdmitAsync(User, Device, Rate))!.IsAdmitted)
        {
            admitted++;
            Assert.InRange(admitted, 0, Rate.Count);
        }

        Assert.Equal(Rate.Count, admitted);
    }

    [Fact]
    public async Task A_second_replica_takes_a_sixteenth_too_much_at_most()
    {
        var (other, admitted) = (Another(), 0);
        for (var i = 0; i < 2 * Rate.Count; i++)
        {
            admitted += (await (i % 2 == 0 ? _rates : other).AdmitAsync(User, Device, Rate))!.IsAdmitted ? 1 : 0;
        }

        Assert.InRange(admitted, Rate.Count, Rate.Count + (Rate.Count / 16));
    }

    [Fact]
    public async Task What_is_owed_is_charged_even_when_nothing_is_left()
    {
        await AdmitAsync(_rates, 60);
        using var limiter = Another();
        var left = Rate.Count;
        while (left > 30)
        {
            left = (int)(await limiter.AdmitAsync(User, Device, Rate))!.Rates[0].Left;
        }

        _time.Shift += TimeSpan.FromSeconds(2);
        Assert.False((await _rates.AdmitAsync(User, Device, Rate))!.IsAdmitted);
        Assert.False((await limiter.AdmitAsync(User, Device, Rate))!.IsAdmitted);
    }

    [Fact]
    public async Task A_device_that_is_signed_out_elsewhere_is_refused_within_a_second()
    {
        await AdmitAsync(_rates, 3);
        await _connection.GetDatabase().HashDeleteAsync(Keys.Devices(User), Device.Value);
        _time.Shift += TimeSpan.FromSeconds(1);
        Assert.Null(await _rates.AdmitAsync(User, Device, Rate));
    }

    [Fact]
    public async Task A_device_that_is_signed_out_here_is_refused_at_once()
    {
        await AdmitAsync(_rates, 3);
        await _connection.GetDatabase().HashDeleteAsync(Keys.Devices(User), Device.Value);
        _rates.Forget(User);
        Assert.Null(await _rates.AdmitAsync(User, Device, Rate));
    }

    [Fact]
    public async Task An_unknown_device_is_never_admitted_on_another_ones_account()
    {
        await AdmitAsync(_rates, 3);
        Assert.Null(await _rates.AdmitAsync(User, new("stolen"), Rate));
    }

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(_redis.ConnectionString + ",allowAdmin=true");
        await _connection.GetDatabase().HashSetAsync(Keys.Devices(User), Device.Value, "{}");
        _rates = Another();
    }

    public async Task DisposeAsync()
    {
        _rates.Dispose();
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    private UserRates Another() => new(new RateLimiter(_connection.GetDatabase(), new LocalRates(_time)), _time);

    private static async Task AdmitAsync(UserRates rates, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.True((await rates.AdmitAsync(User, Device, Rate))!.IsAdmitted);
        }
    }

    private async Task<long> EvaluationsAsync()
    {
        var info = await _connection.GetServer(_connection.GetEndPoints()[0]).InfoAsync("commandstats");
        return info.SelectMany(group => group)
            .Where(line => line.Key is "cmdstat_eval" or "cmdstat_evalsha")
            .Sum(line => long.Parse(line.Value.Split(',')[0]["calls=".Length..]));
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Shift.TotalSeconds * TimestampFrequency);
    }
}
