using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Worker.Jobs;

namespace NanoBanana.Tests.Edits;

/// <summary>What becomes of an edit that takes as long as a job may, wherever its time goes.</summary>
public sealed class LateEditTests(IdleWorkerHost host) : IClassFixture<IdleWorkerHost>
{
    private readonly JobQueue _queue = host.Services.GetRequiredService<JobQueue>();

    [Fact]
    public async Task An_edit_that_computes_here_ends_at_its_first_deadline_and_is_charged()
    {
        var (edit, retrying) = await RunLateAsync(remote: false);
        Assert.Equal((EditStatus.Failed, EditProblems.Timeout, 1), (edit.Status, edit.Problem?.Code, edit.Units.Charged));
        Assert.Equal(1, host.Engine.Calls);
        Assert.Equal(0, retrying);
        Assert.Equal(1, await host.UnitsAsync(edit));
    }

    [Fact]
    public async Task An_edit_that_waits_for_the_network_is_tried_again()
    {
        var (edit, retrying) = await RunLateAsync(remote: true);
        Assert.Equal(EditStatus.Running, edit.Status);
        Assert.Equal(1, retrying);
    }

    [Theory, InlineData(false, 1), InlineData(true, 0)]
    public async Task An_edit_whose_tries_are_used_up_is_charged_where_it_computes_here(bool remote, int units)
    {
        host.Engine.Reset(remote);
        var edit = await host.AskAsync(await host.SessionAsync());
        await host.Handler.GiveUpAsync(WorkerHost.Taken(edit, 1), CancellationToken.None);
        Assert.Equal((EditStatus.Failed, EditProblems.Provider, units), await OutcomeOfAsync(edit));
    }

    [Fact]
    public async Task An_edit_that_fails_for_another_reason_is_free()
    {
        host.Engine.Reset(remote: false);
        host.Engine.Script = (_, _) => throw ScriptedEngine.Failure(EditProblems.NotUnderstood);
        var edit = await host.AskAsync(await host.SessionAsync());
        await host.Handler.HandleAsync(WorkerHost.Taken(edit, 1), CancellationToken.None);
        Assert.Equal((EditStatus.Failed, EditProblems.NotUnderstood, 0), await OutcomeOfAsync(edit));
    }

    /// <summary>The units as they were settled.</summary>
    private async Task<(EditStatus Status, string? Code, int Units)> OutcomeOfAsync(Edit edit)
    {
        await _queue.CancelAsync(edit.Id);
        var done = await host.FindAsync(edit);
        Assert.Equal(done.Units.Charged, await host.UnitsAsync(edit));
        return (done.Status, done.Problem?.Code, done.Units.Charged);
    }

    private async Task<(Edit Edit, long Retrying)> RunLateAsync(bool remote)
    {
        var options = Options.Create(new JobOptions { Deadline = TimeSpan.FromSeconds(0.3), RemoteDeadline = TimeSpan.FromSeconds(0.3) });
        var runner = new JobRunner(_queue, [host.Handler], NoMeters.Jobs, options, NullLogger<JobRunner>.Instance);
        host.Engine.Reset(remote);
        host.Engine.Script = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("It waits for ever.");
        };
        var edit = await host.AskAsync(await host.SessionAsync());
        await _queue.JoinAsync("w", TimeSpan.FromMinutes(1));
        var taken = await _queue.TakeAsync("w", remote ? JobLane.Remote : JobLane.Edits);
        Assert.Equal(edit.Id, taken?.Job.Id);

        await runner.RunAsync("w", taken!, CancellationToken.None, CancellationToken.None);

        var retrying = (await new DeadJobs(host.Database).CountAsync()).Retrying;
        await _queue.CancelAsync(edit.Id);
        return (await host.FindAsync(edit), retrying);
    }
}
