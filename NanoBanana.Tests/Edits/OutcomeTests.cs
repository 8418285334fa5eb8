using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;

namespace NanoBanana.Tests.Edits;

/// <summary>How edits end, whatever their engine does.</summary>
public sealed class OutcomeTests(RunningWorkerHost host) : IClassFixture<RunningWorkerHost>
{
    [Theory, InlineData(false), InlineData(true)]
    public async Task An_edit_succeeds_with_a_result_and_a_reply(bool remote)
    {
        host.Engine.Reset(remote);
        host.Engine.Script = (_, _) => Task.FromResult(ScriptedEngine.Picture(30, 20, "I made it warmer."));
        var session = await host.SessionAsync();
        var image = await host.UploadAsync(session);
        var edit = await host.AskAsync(session, 1, "Make it warmer, please!", image.Id);

        var done = await host.FinishedAsync(edit);
        Assert.Equal((EditStatus.Succeeded, 1, 1, "script-1"), (done.Status, done.Progress, done.Units.Charged, done.Model));
        Assert.NotNull(done.StartedAt);
        Assert.NotNull(done.FinishedAt);
        var reply = Assert.Single(await host.RepliesAsync(edit));
        Assert.Equal((done.ReplyId, "I made it warmer.", edit.Id, null), (reply.Id, reply.Text, reply.EditId, reply.AuthorId));
        Assert.Equal(done.ResultIds, reply.ImageIds);
        var result = ImageStore.Read((await host.Database.HashGetAsync(Keys.ImageRows(session), done.ResultIds[0].Value)).ToString());
        Assert.Equal(
            ("Make it warmer please.jpg", image.Id, edit.Id, "scripted"), (result.FileName, result.ParentId, result.EditId, result.Engine));
        Assert.Equal(["edit.queued", "edit.started", "edit.progress", "edit.succeeded"], await host.EventsAsync(edit));
        await host.SettledAsync(edit);
        Assert.Equal(1, await host.UnitsAsync(edit));
    }

    [Fact]
    public async Task Variants_appear_as_they_are_finished()
    {
        host.Engine.Reset(remote: false);
        var second = new TaskCompletionSource();
        host.Engine.Script = async (asked, _) =>
        {
            await (asked.Inputs.Variant == 1 ? second.Task : Task.CompletedTask);
            return ScriptedEngine.Picture(8, 8);
        };
        var edit = await host.AskAsync(await host.SessionAsync(), variants: 3);
        var half = await Fixtures.Eventually.GetAsync(
            async () => await host.FindAsync(edit) is { ResultIds.Count: 1 } now ? now : null, "the first of three");
        Assert.Equal((EditStatus.Running, 1 / 3.0), (half.Status, half.Progress));
        second.SetResult();
        var done = await host.FinishedAsync(edit);
        Assert.Equal((EditStatus.Succeeded, 3, 3), (done.Status, done.ResultIds.Count, done.Units.Charged));
        Assert.Equal(half.ResultIds[0], done.ResultIds[0]);
    }

    [Fact]
    public async Task An_engine_tells_how_far_it_is()
    {
        host.Engine.Reset(remote: false);
        var seen = new TaskCompletionSource();
        host.Engine.Script = async (asked, _) =>
        {
            asked.Inputs.Progress!.Report(0.4);
            await seen.Task;
            return ScriptedEngine.Picture(8, 8);
        };
        var edit = await host.AskAsync(await host.SessionAsync());
        await Fixtures.Eventually.TrueAsync(async () => (await host.FindAsync(edit)).Progress == 0.4, "the progress to be told");
        seen.SetResult();
        Assert.Equal(
            ["edit.queued", "edit.started", "edit.progress", "edit.progress", "edit.succeeded"], await EventsOfFinishedAsync(edit));
    }

    [Fact]
    public async Task What_waits_for_the_network_holds_up_neither_thumbnails_nor_other_edits()
    {
        host.Engine.Reset(remote: true);
        var slow = new TaskCompletionSource();
        var others = 0;
        host.Engine.Script = async (_, cancellationToken) =>
        {
            // More than the one hand of the main lane.
            Interlocked.Increment(ref others);
            await slow.Task.WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);
            return ScriptedEngine.Picture(8, 8);
        };
        var session = await host.SessionAsync();
        var edits = new List<Edit> { await host.AskAsync(session), await host.AskAsync(session), await host.AskAsync(session) };
        await Fixtures.Eventually.TrueAsync(() => others >= 3, "three edits to wait for their engine");
        var image = await host.UploadAsync(session);
        await Fixtures.Eventually.TrueAsync(
            async () => ImageStore.Read((await host.Database.HashGetAsync(Keys.ImageRows(session), image.Id.Value))
                .ToString()).Status == Contracts.Images.ImageStatus.Ready,
            "the thumbnail of an upload");
        slow.SetResult();
        foreach (var edit in edits)
        {
            await host.FinishedAsync(edit);
        }
    }

    [Fact]
    public async Task Cancelling_stops_the_engine_and_leaves_nothing()
    {
        host.Engine.Reset(remote: false);
        var stopped = new TaskCompletionSource();
        host.Engine.Script = async (asked, cancellationToken) =>
        {
            if (asked.Inputs.Variant == 1)
            {
                cancellationToken.Register(() => stopped.TrySetResult());
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            return ScriptedEngine.Picture(8, 8);
        };
        var edit = await host.AskAsync(await host.SessionAsync(), variants: 2);
        await Fixtures.Eventually.TrueAsync(() => host.Engine.Calls == 2, "the second variant to be in work");
        var result = Assert.Single((await host.FindAsync(edit)).ResultIds);
        var sha256 = ImageStore.Read((await host.Database.HashGetAsync(Keys.ImageRows(edit.SessionId), result.Value)).ToString()).Sha256;

        Assert.Equal(Core.CommandStatus.Ok, await host.Edits.CancelAsync(WorkerHost.User, edit.Id));
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20));
        var cancelled = await host.FindAsync(edit);
        Assert.Equal((EditStatus.Cancelled, 0, 0), (cancelled.Status, cancelled.ResultIds.Count, cancelled.Units.Charged));
        Assert.Empty(await host.RepliesAsync(edit));
        Assert.False(await host.Database.HashExistsAsync(Keys.ImageRows(edit.SessionId), result.Value));
        Assert.Equal(0, await host.Database.SetLengthAsync(Keys.References(sha256)));
        Assert.Equal(0, await host.UnitsAsync(edit));
        Assert.Equal(0, await host.Database.HashLengthAsync(Keys.Variants(edit.SessionId)));
        await Fixtures.Eventually.TrueAsync(
            async () => !await host.Database.KeyExistsAsync($"{{jobs}}:job:{edit.Id}"), "the job to be gone");
        Assert.Equal(["edit.queued", "edit.started", "edit.progress", "edit.cancelled"], await host.EventsAsync(edit));
        Assert.Single(await new Faults.Inspector(host.Database)
            .LogAsync(edit.SessionId), entry => entry.Type == "image.deleted" && entry.Id == result);
    }

    [Fact]
    public async Task An_engine_is_given_the_inputs_and_the_mask_and_on_the_network_what_went_before()
    {
        host.Engine.Reset(remote: true);
        var session = await host.SessionAsync();
        var (first, second) = (await host.UploadAsync(session), await host.UploadAsync(session));
        var before = await host.FinishedAsync(await host.AskAsync(session, 1, "the first words", first.Id));
        EngineAsked? asked = null;
        host.Engine.Script = (given, _) =>
        {
            asked = given;
            return Task.FromResult(ScriptedEngine.Picture(8, 8));
        };
        await host.FinishedAsync(await host.AskAsync(session, 1, "the second words", before.ResultIds[0], second.Id));
        Assert.Equal("the second words", asked!.Request.Prompt);
        Assert.Equal(2, asked.Request.OriginalImages!.Count());
        var turn = Assert.Single(asked.Inputs.History!);
        Assert.Equal(("the first words", "image/webp"), (turn.Prompt, turn.Result.MediaType));
        Assert.Null(asked.Inputs.Mask);

        await host.FinishedAsync(await host.AskMaskedAsync(session, first.Id, second.Id));
        Assert.NotNull(asked.Inputs.Mask);
        Assert.Empty(asked.Inputs.History!);
    }

    [Fact]
    public async Task What_went_before_goes_along_as_a_preview_that_is_made_then()
    {
        host.Engine.Reset(remote: true);
        var session = await host.SessionAsync();
        var first = await host.UploadAsync(session);
        host.Engine.Script = (_, _) => Task.FromResult(ScriptedEngine.Picture(900, 600));
        var before = await host.FinishedAsync(await host.AskAsync(session, 1, "the first words", first.Id));
        var bytes = WorkItem.Object(
            ImageStore.Read((string)(await host.Database.HashGetAsync(Keys.ImageRows(session), before.ResultIds[0].Value))!).Sha256);
        await host.Database.SortedSetRemoveAsync(Keys.PendingWork, bytes);
        EngineAsked? asked = null;
        host.Engine.Script = (given, _) =>
        {
            asked = given;
            return Task.FromResult(ScriptedEngine.Picture(8, 8));
        };
        await host.FinishedAsync(await host.AskAsync(session, 1, "the second words", before.ResultIds[0]));
        Assert.NotNull(await host.Database.SortedSetScoreAsync(Keys.PendingWork, bytes));
        Assert.Equal((900, 600), Images.WebPFile.Size(Assert.Single(asked!.Inputs.History!).Result.Data.ToArray()));
    }

    private async Task<List<string>> EventsOfFinishedAsync(Edit edit)
    {
        await host.FinishedAsync(edit);
        return await host.EventsAsync(edit);
    }
}
