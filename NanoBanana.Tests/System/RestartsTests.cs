using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Time.Testing;
using NanoBanana.AppHost;

namespace NanoBanana.Tests.AppHosts;

[Trait("Kind", "Unit")]
public sealed class RestartsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Restarts _restarts;

    public RestartsTests() => _restarts = new(_time);

    [Fact]
    public void Starts_a_crashed_program_again_later_each_time()
    {
        Assert.Equal([0.25, 0.5, 1, 2, 4], Enumerable.Range(0, 5).Select(_ => Crash(healthy: true)!.Delay!.Value.TotalSeconds));
    }

    [Fact]
    public void Starts_soon_again_what_ran_for_long()
    {
        Crash(healthy: true);
        Crash(healthy: true);

        Assert.Equal(TimeSpan.FromSeconds(0.25), Crash(healthy: true, after: TimeSpan.FromMinutes(1))!.Delay);
    }

    [Fact]
    public void Leaves_stopped_what_was_stopped_on_purpose()
    {
        Run(healthy: true);
        _restarts.On(KnownResourceStates.Stopping, null, isHealthy: false);

        Assert.Null(_restarts.On(KnownResourceStates.Exited, 137, isHealthy: false));
    }

    [Fact]
    public void Leaves_stopped_what_ended_without_an_error()
    {
        Run(healthy: true);

        Assert.Null(_restarts.On(KnownResourceStates.Finished, 0, isHealthy: false));
    }

    [Fact]
    public void Answers_one_crash_once()
    {
        Assert.NotNull(Crash(healthy: true));

        Assert.Null(_restarts.On(KnownResourceStates.Exited, 137, isHealthy: false));
    }

    [Fact]
    public void Gives_up_on_settings_that_a_service_refuses()
    {
        Run(healthy: false);

        Assert.Equal(new Restarts.Decision(Delay: null), _restarts.On(KnownResourceStates.Finished, 1, isHealthy: false));
    }

    [Fact]
    public void Gives_up_on_a_program_that_ends_before_it_is_seen_running()
    {
        _restarts.On(KnownResourceStates.Starting, null, isHealthy: false);

        Assert.Equal(new Restarts.Decision(Delay: null), _restarts.On(KnownResourceStates.Finished, 1, isHealthy: false));
    }

    [Fact]
    public void Starts_again_what_waited_for_a_crashed_program()
    {
        _restarts.On(KnownResourceStates.Waiting, null, isHealthy: false);

        Assert.NotNull(_restarts.On(KnownResourceStates.FailedToStart, null, isHealthy: false)!.Delay);
    }

    [Fact]
    public void Gives_up_after_five_crashes_before_it_was_healthy()
    {
        Assert.All(Enumerable.Range(0, 4).Select(_ => Crash(healthy: false)), decision => Assert.NotNull(decision!.Delay));

        Assert.Null(Crash(healthy: false)!.Delay);
    }

    private Restarts.Decision? Crash(bool healthy, TimeSpan after = default)
    {
        Run(healthy);
        _time.Advance(after);
        return _restarts.On(KnownResourceStates.Exited, 137, isHealthy: false);
    }

    private void Run(bool healthy)
    {
        _restarts.On(KnownResourceStates.Starting, null, isHealthy: false);
        _restarts.On(KnownResourceStates.Running, null, isHealthy: false);
        _restarts.On(KnownResourceStates.Running, null, healthy);
    }
}
