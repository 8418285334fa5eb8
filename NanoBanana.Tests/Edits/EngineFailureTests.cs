using NanoBanana.Contracts.Edits;

namespace NanoBanana.Tests.Edits;

/// <summary>What an engine may do instead of what it was asked for.</summary>
public sealed class EngineFailureTests(RunningWorkshop workshop) : IClassFixture<RunningWorkshop>
{
    [Theory, InlineData(EditProblems.Blocked), InlineData(EditProblems.NotUnderstood), InlineData(EditProblems.QuotaDay), InlineData(EditProblems.Input)]
    public async Task What_asking_again_would_not_change_fails_at_once_and_costs_nothing(string code)
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (_, _) => throw ScriptedEngine.Failure(code);
        var edit = await workshop.AskAsync(await workshop.SessionAsync(), variants: 2);
        var failed = await workshop.FinishedAsync(edit);
        Assert.Equal((EditStatus.Failed, code, 0, 1), (failed.Status, failed.Problem!.Code, failed.Units, workshop.Engine.Calls));
        Assert.Null(failed.ReplyId);
        Assert.Empty(await workshop.RepliesAsync(edit));
        Assert.Equal(["edit.queued", "edit.started", "edit.failed"], await workshop.EventsAsync(edit));
        await workshop.SettledAsync(edit);
        Assert.Equal(0, await workshop.UnitsAsync(edit));
    }

    [Fact]
    public async Task An_engine_that_asks_for_a_wait_is_asked_again_after_it()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (asked, _) => asked.Call == 1
            ? throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromMilliseconds(50))
            : Task.FromResult(ScriptedEngine.Picture(8, 8));
        var edit = await workshop.AskAsync(await workshop.SessionAsync());
        Assert.Equal(EditStatus.Succeeded, (await workshop.FinishedAsync(edit)).Status);
        Assert.Equal(2, workshop.Engine.Calls);
        Assert.Equal(["edit.queued", "edit.started", "edit.progress", "edit.succeeded"], await workshop.EventsAsync(edit));
    }

    [Fact]
    public async Task An_engine_that_always_asks_for_a_wait_is_asked_a_few_times_only()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (_, _) => throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromMilliseconds(10));
        var failed = await workshop.FinishedAsync(await workshop.AskAsync(await workshop.SessionAsync()));
        Assert.Equal((EditStatus.Failed, EditProblems.QuotaMinute, 1), (failed.Status, failed.Problem!.Code, failed.Problem.RetryAfter));
        Assert.Equal(3, workshop.Engine.Calls);
    }

    [Fact]
    public async Task A_long_wait_is_told_instead_of_sat_out()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (_, _) => throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromHours(1));
        var failed = await workshop.FinishedAsync(await workshop.AskAsync(await workshop.SessionAsync()));
        Assert.Equal((EditProblems.QuotaMinute, 3600, 1), (failed.Problem!.Code, failed.Problem.RetryAfter, workshop.Engine.Calls));
    }

    [Fact]
    public async Task An_engine_on_the_network_that_is_silent_too_long_is_a_timeout()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return ScriptedEngine.Picture(8, 8);
        };
        var failed = await workshop.FinishedAsync(await workshop.AskAsync(await workshop.SessionAsync()));
        Assert.Equal((EditProblems.Timeout, 1), (failed.Problem!.Code, workshop.Engine.Calls));
    }

    [Fact]
    public async Task An_engine_on_the_network_that_breaks_is_not_asked_again()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (_, _) => throw new IOException("The connection was lost.");
        var failed = await workshop.FinishedAsync(await workshop.AskAsync(await workshop.SessionAsync()));
        Assert.Equal((EditProblems.Provider, 1), (failed.Problem!.Code, workshop.Engine.Calls));
        Assert.Contains("charged", failed.Problem.Detail);
    }

    [Fact]
    public async Task A_local_engine_that_breaks_is_tried_again_and_given_up_in_the_end()
    {
        workshop.Engine.Reset(remote: false);
        workshop.Engine.Script = (_, _) => throw new InvalidOperationException("A defect.");
        var edit = await workshop.AskAsync(await workshop.SessionAsync());
        var failed = await workshop.FinishedAsync(edit);
        Assert.Equal((EditProblems.Provider, 3), (failed.Problem!.Code, workshop.Engine.Calls));
        Assert.Equal(["edit.queued", "edit.started", "edit.failed"], await workshop.EventsAsync(edit));
    }

    [Fact]
    public async Task What_was_delivered_counts_when_the_rest_fails()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (asked, _) => asked.Inputs.Variant == 1
            ? throw ScriptedEngine.Failure(EditProblems.NoImage)
            : Task.FromResult(ScriptedEngine.Picture(8, 8));
        var edit = await workshop.AskAsync(await workshop.SessionAsync(), variants: 3);
        var done = await workshop.FinishedAsync(edit);
        Assert.Equal((EditStatus.Succeeded, 2, 2), (done.Status, done.ResultIds.Count, done.Units));
        Assert.StartsWith("1 of 3 could not be made: It went wrong.", Assert.Single(await workshop.RepliesAsync(edit)).Text);
        await workshop.SettledAsync(edit);
        Assert.Equal(2, await workshop.UnitsAsync(edit));
    }

    [Fact]
    public async Task An_answer_without_a_picture_is_no_image_and_one_that_is_none_is_the_providers_fault()
    {
        workshop.Engine.Reset(remote: true);
        workshop.Engine.Script = (_, _) => Task.FromResult(new Microsoft.Extensions.AI.ImageGenerationResponse([new Microsoft.Extensions.AI.TextContent("No.")]));
        Assert.Equal(EditProblems.NoImage, (await workshop.FinishedAsync(await workshop.AskAsync(await workshop.SessionAsync()))).Problem!.Code);
        workshop.Engine.Script = (_, _) => Task.FromResult(new Microsoft.Extensions.AI.ImageGenerationResponse(
            [new Microsoft.Extensions.AI.DataContent(TestImages.Html, "image/png")]));
        Assert.Equal(EditProblems.Provider, (await workshop.FinishedAsync(await workshop.AskAsync(await workshop.SessionAsync()))).Problem!.Code);
    }
}
