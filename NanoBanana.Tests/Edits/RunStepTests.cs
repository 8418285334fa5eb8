using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Tests.Edits;

/// <summary>The steps of a run by an engine on the network: none is paid twice, whoever is lost.</summary>
public sealed class RunStepTests(IdleWorkerHost host) : IClassFixture<IdleWorkerHost>
{
    [Fact]
    public async Task A_step_that_was_paid_is_not_asked_again_when_a_later_one_has_to_wait()
    {
        host.Engine.Reset(remote: true);
        var prompts = new List<string>();
        host.Engine.Script = (asked, _) =>
        {
            prompts.Add(asked.Request.Prompt!);
            return asked.Call == 2
                ? throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromSeconds(1))
                : Task.FromResult(ScriptedEngine.Picture(8, 8));
        };
        var (run, edit) = await StartAsync("first", "second");
        await Assert.ThrowsAsync<Core.Jobs.RetryLaterException>(() => host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), default));
        Assert.Equal(EditStatus.Running, (await host.FindAsync(edit)).Status);
        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);

        Assert.Equal(["first", "second", "second"], prompts);
        var done = await host.FindAsync(edit);
        Assert.Equal((EditStatus.Succeeded, 2, 2), (done.Status, done.Units.Estimated, done.Units.Charged));
        Assert.Single(done.ResultIds);
        var over = (await host.Services.GetRequiredService<RunStore>().FindAsync(WorkerHost.User, run.Id))!.Value.Run;
        Assert.Equal((RunStatus.Succeeded, 1, 2), (over.Status, over.Done, over.UnitsCharged));
    }

    [Fact]
    public async Task A_worker_that_is_lost_while_an_engine_on_the_network_works_costs_the_picture_its_result_until_it_is_retried()
    {
        host.Engine.Reset(remote: true);
        var asking = new TaskCompletionSource();
        host.Engine.Script = async (asked, stop) =>
        {
            if (asked.Call == 2)
            {
                asking.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, stop);
            }

            return ScriptedEngine.Picture(8, 8);
        };
        var (run, edit) = await StartAsync("first", "second");
        using (var killed = new CancellationTokenSource())
        {
            var working = host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), killed.Token);
            await asking.Task;
            await killed.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => working);
        }

        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);
        var runs = host.Services.GetRequiredService<RunStore>();
        var failed = await runs.WithFailuresAsync((await runs.FindAsync(WorkerHost.User, run.Id))!.Value.Run);
        Assert.Equal((RunStatus.Failed, 1, 0, 2), (failed.Status, failed.Failed, failed.UnitsCharged, host.Engine.Calls));
        Assert.Contains("charged", Assert.Single(failed.Failures!).Problem.Detail);

        await runs.RetryAsync(WorkerHost.User, run.Id);
        await host.Handler.HandleAsync(WorkerHost.Taken(await OpenAsync(run), token: 3), default);
        var over = (await runs.FindAsync(WorkerHost.User, run.Id))!.Value.Run;
        Assert.Equal((RunStatus.Succeeded, 1, 0), (over.Status, over.Done, over.Failed));
    }

    [Fact]
    public async Task What_a_crash_left_undone_the_reconciler_does()
    {
        host.Engine.Reset(remote: false);
        var (run, edit) = await StartAsync("first");
        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), default);

        // As if the worker had been killed between the commit of the last edit and the next picture.
        var (other, lost) = await StartAsync("first");
        await host.Database.ListRightPushAsync(RunKeys.Waiting(other.Id), (await host.UploadAsync(other.SessionId)).Id.Value);
        await host.Database.HashIncrementAsync(RunKeys.Run(other.Id), "total");
        await host.Services.GetRequiredService<SessionReconciler>().ReconcileAsync(other.SessionId);
        Assert.Equal(2, (int)await host.Database.HashGetAsync(RunKeys.Run(other.Id), "open"));

        // As if the API had been killed before it cancelled the open edits.
        await host.Services.GetRequiredService<RunFeeder>().CancelAsync(other.Id, WorkerHost.User);
        Assert.Equal(EditStatus.Queued, (await host.FindAsync(lost)).Status);
        await host.Services.GetRequiredService<SessionReconciler>().ReconcileAsync(other.SessionId);
        Assert.Equal(EditStatus.Cancelled, (await host.FindAsync(lost)).Status);
        Assert.Equal((0, 0), ((int)await host.Database.HashGetAsync(RunKeys.Run(other.Id), "open"), await host.UnitsAsync(lost)));
    }

    [Fact]
    public async Task A_run_of_an_account_that_is_disabled_ends()
    {
        host.Engine.Reset(remote: false);
        var (run, edit) = await StartAsync("first");
        await host.Database.ListRightPushAsync(RunKeys.Waiting(run.Id), (await host.UploadAsync(run.SessionId)).Id.Value);
        await host.Database.HashIncrementAsync(RunKeys.Run(run.Id), "total");
        await host.Database.HashSetAsync(Keys.User(WorkerHost.User), "disabled", 1);
        try
        {
            await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), default);
        }
        finally
        {
            await host.Database.HashDeleteAsync(Keys.User(WorkerHost.User), "disabled");
        }

        var over = (await host.Services.GetRequiredService<RunStore>().FindAsync(WorkerHost.User, run.Id))!.Value.Run;
        Assert.Equal((RunStatus.Cancelled, 1), (over.Status, over.Done));
    }

    /// <summary>A run on one picture, and its edit.</summary>
    private async Task<(Run Run, Edit Edit)> StartAsync(params string[] prompts)
    {
        var session = await host.SessionAsync();
        var picture = await host.UploadAsync(session);
        IReadOnlyList<StepRow> steps = [.. prompts.Select(prompt => new StepRow(new(prompt, "scripted"), null, [], null))];
        var (_, run) = await host.Services.GetRequiredService<RunStore>().CreateAsync(
            new(New(session), session, New(session), "Batch", WorkerHost.User, New(session), [.. steps.Select(step => step.Step)],
                "scripted", 1, steps.Count, DateTimeOffset.UtcNow),
            steps, [picture.Id], null, default);
        return (run!, await OpenAsync(run!));
    }

    private async Task<Edit> OpenAsync(Run run)
    {
        var ids = await host.Database.HashKeysAsync(Keys.OpenEdits(run.SessionId));
        return (await host.Database.FindEditAsync(run.SessionId, new(Assert.Single(ids).Text())))!;
    }

    private static string New(SessionId session) => Id.InSession(Id.New(DateTimeOffset.UtcNow), session);
}
