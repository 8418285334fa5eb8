using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.UseCases;
using NanoBanana.Tests.Faults;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Edits;

/// <summary>Workers that are lost, late or too many: each edit has one outcome, and no engine on the network is asked twice.</summary>
public sealed class LostWorkerTests(IdleWorkerHost host) : IClassFixture<IdleWorkerHost>
{
    [Fact]
    public async Task An_engine_that_may_have_charged_is_not_asked_again_after_its_worker_was_lost()
    {
        host.Engine.Reset(remote: true);
        var edit = await host.AskAsync(await host.SessionAsync());
        await LoseWorkerAsync(edit, token: 1);
        Assert.Equal(EditStatus.Running, (await host.FindAsync(edit)).Status);

        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);
        var failed = await host.FindAsync(edit);
        Assert.Equal((EditStatus.Failed, EditProblems.Provider, 1), (failed.Status, failed.Problem!.Code, host.Engine.Calls));
        Assert.Contains("charged", failed.Problem.Detail);
        await ShouldEndOnceAsync(edit, "edit.failed");
    }

    [Fact]
    public async Task A_local_engine_is_asked_again_after_its_worker_was_lost()
    {
        host.Engine.Reset(remote: false);
        var edit = await host.AskAsync(await host.SessionAsync());
        await LoseWorkerAsync(edit, token: 1);
        host.Engine.Script = (_, _) => Task.FromResult(ScriptedEngine.Picture(8, 8));
        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);
        Assert.Equal((EditStatus.Succeeded, 2), ((await host.FindAsync(edit)).Status, host.Engine.Calls));
        await ShouldEndOnceAsync(edit, "edit.succeeded");
    }

    [Fact]
    public async Task What_a_lost_worker_delivered_is_not_made_again()
    {
        host.Engine.Reset(remote: true);
        var edit = await host.AskAsync(await host.SessionAsync(), variants: 3);
        await LoseWorkerAsync(edit, token: 1, afterCalls: 1);
        var before = Assert.Single((await host.FindAsync(edit)).ResultIds);

        host.Engine.Script = (_, _) => Task.FromResult(ScriptedEngine.Picture(8, 8));
        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);
        var done = await host.FindAsync(edit);
        Assert.Equal((EditStatus.Succeeded, 2, 2, 3), (done.Status, done.ResultIds.Count, done.Units.Charged, host.Engine.Calls));
        Assert.Equal(before, done.ResultIds[0]);
        Assert.StartsWith("1 of 3", Assert.Single(await host.RepliesAsync(edit)).Text);
        await ShouldEndOnceAsync(edit, "edit.succeeded");
    }

    [Fact]
    public async Task A_worker_that_comes_late_with_its_picture_changes_nothing()
    {
        host.Engine.Reset(remote: false);
        var late = new TaskCompletionSource();
        host.Engine.Script = async (asked, _) =>
        {
            await (asked.Call == 1 ? late.Task : Task.CompletedTask);
            return ScriptedEngine.Picture(8, 8);
        };
        var edit = await host.AskAsync(await host.SessionAsync());
        var first = host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), default);
        await Eventually.TrueAsync(() => host.Engine.Calls == 1, "the first worker to ask");
        await host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);
        var done = await host.FindAsync(edit);
        late.SetResult();
        await first;

        Assert.Equivalent(done, await host.FindAsync(edit), strict: true);
        Assert.Single(done.ResultIds);
        Assert.Equal(1, (await host.Services.GetRequiredService<SessionStore>().FindAsync(WorkerHost.User, edit.SessionId))!.ImageCount);
        await ShouldEndOnceAsync(edit, "edit.succeeded");
    }

    [Fact]
    public async Task A_worker_that_comes_late_while_the_newer_one_works_is_shut_out()
    {
        host.Engine.Reset(remote: false);
        var (late, newer) = (new TaskCompletionSource(), new TaskCompletionSource());
        host.Engine.Script = async (asked, _) =>
        {
            await (asked.Call == 1 ? late.Task : newer.Task);
            return ScriptedEngine.Picture(8, 8);
        };
        var edit = await host.AskAsync(await host.SessionAsync());
        var first = host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), default);
        await Eventually.TrueAsync(() => host.Engine.Calls == 1, "the first worker to ask");
        var second = host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 2, attempt: 2), default);
        await Eventually.TrueAsync(() => host.Engine.Calls == 2, "the second worker to ask");
        late.SetResult();
        await first;
        Assert.Empty((await host.FindAsync(edit)).ResultIds);
        newer.SetResult();
        await second;
        Assert.Single((await host.FindAsync(edit)).ResultIds);
        await ShouldEndOnceAsync(edit, "edit.succeeded");
    }

    [Fact]
    public async Task Cancelling_races_with_success_and_one_of_them_wins_wholly()
    {
        host.Engine.Reset(remote: false);
        var session = await host.SessionAsync();
        for (var i = 0; i < 20; i++)
        {
            var edit = await host.AskAsync(session);
            var working = host.Handler.HandleAsync(WorkerHost.Taken(edit, token: 1), default);
            await Eventually.TrueAsync(() => host.Engine.Calls == i + 1, "the engine to be asked");
            var cancelled = await host.Edits.CancelAsync(WorkerHost.User, edit.Id);
            await working;
            var end = await host.FindAsync(edit);
            Assert.Equal(cancelled == CommandStatus.Ok ? EditStatus.Cancelled : EditStatus.Succeeded, end.Status);
            Assert.Equal(cancelled == CommandStatus.Ok ? 0 : 1, end.ResultIds.Count);
            Assert.Equal(end.ResultIds.Count, await host.UnitsAsync(edit));
            await ShouldEndOnceAsync(edit, cancelled == CommandStatus.Ok ? "edit.cancelled" : "edit.succeeded");
        }
        var log = await new Inspector(host.Database).LogAsync(session);
        var kept = (await host.Services.GetRequiredService<SessionStore>().FindAsync(WorkerHost.User, session))!.ImageCount;
        Assert.Equal(log.Count(entry => entry.Type == "edit.succeeded"), kept);
        Assert.Equal(kept, log.Count(entry => entry.Type == "image.created") - log.Count(entry => entry.Type == "image.deleted"));
    }

    [Fact]
    public async Task A_job_that_a_crash_kept_from_being_queued_is_queued_by_the_sweeper()
    {
        var edit = await host.AskAsync(await host.SessionAsync());
        await host.Services.GetRequiredService<JobQueue>().CancelAsync(edit.Id);
        Assert.False(await host.Database.KeyExistsAsync($"{{jobs}}:job:{edit.Id}"));
        await ReconcileAsync(edit.SessionId);
        Assert.True(await host.Database.KeyExistsAsync($"{{jobs}}:job:{edit.Id}"));
    }

    [Fact]
    public async Task Units_that_a_crash_left_unsettled_are_settled_by_the_sweeper()
    {
        var edit = await host.AskAsync(await host.SessionAsync(), variants: 3);
        Assert.Equal(3, await host.UnitsAsync(edit));
        var failed = edit with { Status = EditStatus.Failed, Problem = new("provider", "It failed") };
        await host.Database.HashSetAsync(Keys.EditRows(edit.SessionId), edit.Id.Value, EditRows.Write(failed));
        await host.Database.HashSetAsync(Keys.OpenEdits(edit.SessionId), edit.Id.Value, "settle");
        for (var again = 0; again < 2; again++)
        {
            await ReconcileAsync(edit.SessionId);
            Assert.Equal(0, await host.UnitsAsync(edit));
        }
        Assert.False(await host.Database.HashExistsAsync(Keys.OpenEdits(edit.SessionId), edit.Id.Value));
    }

    [Fact]
    public async Task Units_reserved_for_an_edit_that_never_came_about_are_given_back()
    {
        var session = await host.SessionAsync();
        var (there, never) = (await host.AskAsync(session), new EditId(Id.InSession(Id.New(DateTimeOffset.UtcNow), session)));
        var (units, sweep) = (host.Services.GetRequiredService<UnitLedger>(), host.Services.GetRequiredService<EditReconciler>());
        var used = (await units.UsedTodayAsync(WorkerHost.User)).Units;
        await units.ReserveAsync(WorkerHost.User, never, 4, isRemote: false);
        Assert.Equal(used + 4, (await units.UsedTodayAsync(WorkerHost.User)).Units);
        await sweep.DropReservationAsync($"{WorkerHost.User}:{never}");
        await sweep.DropReservationAsync($"{WorkerHost.User}:{there.Id}");
        Assert.Equal(used, (await units.UsedTodayAsync(WorkerHost.User)).Units);
    }

    /// <summary>A worker takes the edit, and is gone while the engine works.</summary>
    private async Task LoseWorkerAsync(Edit edit, long token, int afterCalls = 0)
    {
        using var gone = new CancellationTokenSource();
        host.Engine.Script = async (asked, cancellationToken) =>
        {
            if (asked.Call > afterCalls)
            {
                await gone.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            return ScriptedEngine.Picture(8, 8);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Handler.HandleAsync(WorkerHost.Taken(edit, token), gone.Token));
    }

    private Task<bool> ReconcileAsync(SessionId sessionId) =>
        host.Services.GetRequiredService<SessionReconciler>().ReconcileAsync(sessionId);

    private async Task ShouldEndOnceAsync(Edit edit, string how)
    {
        var events = await host.EventsAsync(edit);
        Assert.Single(events, "edit.started");
        Assert.Equal(how, Assert.Single(events, type => type is "edit.succeeded" or "edit.failed" or "edit.cancelled"));
        Assert.Equal(how == "edit.succeeded" ? 1 : 0, (await host.RepliesAsync(edit)).Count);
    }
}
