using Microsoft.Extensions.Time.Testing;
using NanoBanana.Core;
using NanoBanana.Core.Accounts;

namespace NanoBanana.Tests.Accounts;

[Trait("Kind", "Unit")]
public sealed class HashingLaneTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_sign_in_waits_for_one_registration_at_most()
    {
        var lanes = new HashingLanes(places: 1, waiting: 100, TimeSpan.FromSeconds(10), _time);
        await lanes.EnterAsync(HashingLane.Registration, CancellationToken.None);
        var registrations = Enumerable.Range(0, 50)
            .Select(_ => lanes.EnterAsync(HashingLane.Registration, CancellationToken.None)).ToList();
        var signIn = lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None);

        lanes.Leave();
        lanes.Leave();

        await signIn.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.InRange(registrations.Count(registration => registration.IsCompleted), 0, 1);
    }

    [Fact]
    public async Task Registrations_are_not_kept_out_by_sign_ins()
    {
        var lanes = new HashingLanes(places: 1, waiting: 100, TimeSpan.FromSeconds(10), _time);
        await lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None);
        var signIns = Enumerable.Range(0, 50).Select(_ => lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None)).ToList();
        var registration = lanes.EnterAsync(HashingLane.Registration, CancellationToken.None);

        for (var i = 0; i < 4; i++)
        {
            lanes.Leave();
        }

        await registration.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(signIns.Count(signIn => signIn.IsCompleted) < 4);
    }

    [Fact]
    public async Task Who_waits_too_long_is_sent_away_and_takes_no_place()
    {
        var lanes = new HashingLanes(places: 1, waiting: 100, TimeSpan.FromSeconds(10), _time);
        await lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None);
        var late = lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None);

        _time.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<BusyException>(() => late.WaitAsync(TimeSpan.FromSeconds(20)));

        lanes.Leave();
        await lanes.EnterAsync(HashingLane.Registration, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Who_goes_away_takes_no_place()
    {
        var lanes = new HashingLanes(places: 1, waiting: 100, TimeSpan.FromSeconds(10), _time);
        await lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var waiting = lanes.EnterAsync(HashingLane.Account, gone.Token);

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));

        lanes.Leave();
        await lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_full_lane_leaves_the_others_open()
    {
        var lanes = new HashingLanes(places: 1, waiting: 1, TimeSpan.FromSeconds(10), _time);
        await lanes.EnterAsync(HashingLane.Registration, CancellationToken.None);
        var waiting = lanes.EnterAsync(HashingLane.Registration, CancellationToken.None);
        await Assert.ThrowsAsync<BusyException>(() => lanes.EnterAsync(HashingLane.Registration, CancellationToken.None));

        var signIn = lanes.EnterAsync(HashingLane.SignIn, CancellationToken.None);
        lanes.Leave();
        lanes.Leave();
        await Task.WhenAll(waiting, signIn).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
