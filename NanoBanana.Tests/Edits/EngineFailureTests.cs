using NanoBanana.Contracts.Edits;

namespace NanoBanana.Tests.Edits;

/// <summary>What an engine may do instead of what it was asked for.</summary>
public sealed class EngineFailureTests(RunningWorkerHost host) : IClassFixture<RunningWorkerHost>
{
    [Theory, InlineData(EditProblems.Blocked), InlineData(EditProblems.NotUnderstood), InlineData(EditProblems.QuotaDay)]
    [InlineData(EditProblems.Input)]
    public async Task What_asking_again_would_not_change_fails_at_once_and_costs_nothing(string code)
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (_, _) => throw ScriptedEngine.Failure(code);
        var edit = await host.AskAsync(await host.SessionAsync(), variants: 2);
        var failed = await host.FinishedAsync(edit);
        Assert.Equal((EditStatus.Failed, code, 0, 1), (failed.Status, failed.Problem!.Code, failed.Units.Charged, host.Engine.Calls));
        Assert.Null(failed.ReplyId);
        Assert.Empty(await host.RepliesAsync(edit));
        Assert.Equal(["edit.queued", "edit.started", "edit.failed"], await host.EventsAsync(edit));
        await host.SettledAsync(edit);
        Assert.Equal(0, await host.UnitsAsync(edit));
    }

    [Fact]
    public async Task An_engine_that_asks_for_a_wait_is_asked_again_after_it()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (asked, _) => asked.Call == 1
            ? throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromMilliseconds(50))
            : Task.FromResult(ScriptedEngine.Picture(8, 8));
        var edit = await host.AskAsync(await host.SessionAsync());
        Assert.Equal(EditStatus.Succeeded, (await host.FinishedAsync(edit)).Status);
        Assert.Equal(2, host.Engine.Calls);
        Assert.Equal(["edit.queued", "edit.started", "edit.progress", "edit.succeeded"], await host.EventsAsync(edit));
    }

    [Fact]
    public async Task An_engine_that_always_asks_for_a_wait_is_asked_a_few_times_only()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (_, _) => throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromMilliseconds(10));
        var failed = await host.FinishedAsync(await host.AskAsync(await host.SessionAsync()));
        Assert.Equal((EditStatus.Failed, EditProblems.QuotaMinute, 1), (failed.Status, failed.Problem!.Code, failed.Problem.RetryAfter));
        Assert.Equal(3, host.Engine.Calls);
    }

    [Fact]
    public async Task A_long_wait_is_told_instead_of_sat_out()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (_, _) => throw ScriptedEngine.Failure(EditProblems.QuotaMinute, TimeSpan.FromHours(1));
        var failed = await host.FinishedAsync(await host.AskAsync(await host.SessionAsync()));
        Assert.Equal((EditProblems.QuotaMinute, 3600, 1), (failed.Problem!.Code, failed.Problem.RetryAfter, host.Engine.Calls));
    }

    [Fact]
    public async Task An_engine_on_the_network_that_is_silent_too_long_is_a_timeout()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = async (_, _) =>
        {
            await Task.Delay(Timeout.Infinite, CancellationToken.None);
            return ScriptedEngine.Picture(8, 8);
        };
        var failed = await host.FinishedAsync(await host.AskAsync(await host.SessionAsync()));
        Assert.Equal((EditProblems.Timeout, 1), (failed.Problem!.Code, host.Engine.Calls));
    }

    [Fact]
    public async Task An_engine_on_the_network_that_breaks_is_not_asked_again()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (_, _) => throw new IOException("The connection was lost.");
        var failed = await host.FinishedAsync(await host.AskAsync(await host.SessionAsync()));
        Assert.Equal((EditProblems.Provider, 1), (failed.Problem!.Code, host.Engine.Calls));
        Assert.Contains("charged", failed.Problem.Detail);
    }

    [Fact]
    public async Task A_local_engine_that_breaks_is_tried_again_and_given_up_in_the_end()
    {
        host.Engine.Reset(remote: false);
        host.Engine.Script = (_, _) => throw new InvalidOperationException("A defect.");
        var edit = await host.AskAsync(await host.SessionAsync());
        var failed = await host.FinishedAsync(edit);
        Assert.Equal((EditProblems.Provider, 3), (failed.Problem!.Code, host.Engine.Calls));
        Assert.Equal(["edit.queued", "edit.started", "edit.failed"], await host.EventsAsync(edit));
    }

    [Fact]
    public async Task What_was_delivered_counts_when_the_rest_fails()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (asked, _) => asked.Inputs.Variant == 1
            ? throw ScriptedEngine.Failure(EditProblems.NoImage)
            : Task.FromResult(ScriptedEngine.Picture(8, 8));
        var edit = await host.AskAsync(await host.SessionAsync(), variants: 3);
        var done = await host.FinishedAsync(edit);
        Assert.Equal((EditStatus.Succeeded, 2, 2), (done.Status, done.ResultIds.Count, done.Units.Charged));
        Assert.StartsWith("1 of 3 could not be made: It went wrong.", Assert.Single(await host.RepliesAsync(edit)).Text);
        await host.SettledAsync(edit);
        Assert.Equal(2, await host.UnitsAsync(edit));
    }

    [Fact]
    public async Task An_answer_without_a_picture_is_no_image_and_one_that_is_none_is_the_providers_fault()
    {
        host.Engine.Reset(remote: true);
        host.Engine.Script = (_, _) =>
            Task.FromResult(new Microsoft.Extensions.AI.ImageGenerationResponse([new Microsoft.Extensions.AI.TextContent("No.")]));
        Assert.Equal(EditProblems.NoImage, (await host.FinishedAsync(await host.AskAsync(await host.SessionAsync()))).Problem!.Code);
        host.Engine.Script = (_, _) => Task.FromResult(new Microsoft.Extensions.AI.ImageGenerationResponse(
            [new Microsoft.Extensions.AI.DataContent(TestImages.Html, "image/png")]));
        Assert.Equal(EditProblems.Provider, (await host.FinishedAsync(await host.AskAsync(await host.SessionAsync()))).Problem!.Code);
    }
}
