using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Throttling;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Tests.Costs;

/// <summary>Requests whose work grows with what is stored, and counters that Redis does not answer.</summary>
[Trait("Kind", "Unit")]
public sealed class HeavyRequestTests
{
    [Fact]
    public async Task One_of_a_caller_runs_a_few_wait_and_the_rest_is_refused()
    {
        using var heavy = new HeavyRequests(Options.Create(new LimitOptions { HeavyPerCaller = 1, HeavyWaiting = 2 }));
        var first = await heavy.EnterAsync(From(1));
        var (second, third) = (heavy.EnterAsync(From(1)), heavy.EnterAsync(From(1)));
        Assert.False((await heavy.EnterAsync(From(1))).IsAcquired);
        Assert.True((await heavy.EnterAsync(From(2))).IsAcquired);
        Assert.False(second.IsCompleted || third.IsCompleted);
        first.Dispose();
        Assert.True((await second).IsAcquired);
        (await second).Dispose();
        Assert.True((await third).IsAcquired);
    }

    [Fact]
    public async Task All_callers_together_have_so_many()
    {
        using var heavy = new HeavyRequests(Options.Create(new LimitOptions { HeavyAtOnce = 2 }));
        var running = new[] { await heavy.EnterAsync(From(1)), await heavy.EnterAsync(From(2)) };
        var waiting = new[] { heavy.EnterAsync(From(3)), heavy.EnterAsync(From(4)) };
        Assert.False((await heavy.EnterAsync(From(5))).IsAcquired);
        running[0].Dispose();
        Assert.True((await waiting[0]).IsAcquired);
        Assert.False(waiting[1].IsCompleted);
    }

    [Fact]
    public void A_search_is_heavy_and_a_list_is_not()
    {
        var request = new DefaultHttpContext().Request;
        Assert.False(new Heavy("q").Is(request));
        request.QueryString = new("?q=words");
        Assert.True(new Heavy("q").Is(request));
    }

    [Fact]
    public void A_process_counts_alone_while_redis_is_too_slow()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var (local, rates) = (new LocalRates(time), new[] { new RateLimit("address", 3, TimeSpan.FromSeconds(30)) });
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => local.Admit("10.0.0.1", rates).IsAdmitted));
        Assert.True(local.Admit("10.0.0.2", rates).IsAdmitted);
        Assert.Equal(TimeSpan.FromSeconds(10), local.Admit("10.0.0.1", rates).Wait);
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([true, false], Enumerable.Range(0, 2).Select(_ => local.Admit("10.0.0.1", rates).IsAdmitted));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Who_read_the_clock_before_another_was_admitted_is_admitted_too(int reading)
    {
        var time = new InterruptedClock();
        var (local, rates) = (new LocalRates(time), new[] { new RateLimit("address", 2, TimeSpan.FromHours(1)) });
        time.InterruptAt(reading, () => Assert.True(local.Admit("10.0.0.1", rates).IsAdmitted));
        Assert.True(local.Admit("10.0.0.1", rates).IsAdmitted);
        Assert.False(local.Admit("10.0.0.1", rates).IsAdmitted);
    }

    private static DefaultHttpContext From(byte caller)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = new IPAddress([10, 0, 0, caller]);
        return context;
    }

    /// <summary>Goes on by a tick at each reading; something happens between one of them and what is done with it.</summary>
    private sealed class InterruptedClock : TimeProvider
    {
        private long _ticks = DateTime.UnixEpoch.Ticks;
        private int _left;
        private Action? _interruption;

        public void InterruptAt(int reading, Action interruption) => (_left, _interruption) = (reading, interruption);

        public override DateTimeOffset GetUtcNow()
        {
            var read = new DateTimeOffset(++_ticks, TimeSpan.Zero);
            if (_interruption is { } interruption && --_left == 0)
            {
                _interruption = null;
                interruption();
            }

            return read;
        }
    }
}
