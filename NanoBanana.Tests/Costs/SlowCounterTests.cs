using NanoBanana.Core.Throttling;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>The limit of an address while Redis does not answer.</summary>
public sealed class SlowCounterTests
{
    [Fact]
    public async Task A_counter_that_redis_does_not_answer_still_refuses()
    {
        await using var server = await RedisServer.StartAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var limiter = new RateLimiter(redis.GetDatabase(), new LocalRates(TimeProvider.System));
        RateLimit[] rates = [new("address", 2, TimeSpan.FromHours(1))];
        server.Pause();
        try
        {
            var verdicts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => limiter.AdmitAsync("10.0.0.1", rates)));
            Assert.Equal(2, verdicts.Count(verdict => verdict!.IsAdmitted));
        }
        finally
        {
            server.Resume();
        }
    }
}
