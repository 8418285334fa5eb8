using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Images;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;

namespace NanoBanana.Tests.Edits;

/// <summary>What comes with a refusal, so that the one who asked can go on.</summary>
public sealed class RefusalTests(RunningWorkerHost worker) : IClassFixture<RunningWorkerHost>
{
    [Fact]
    public async Task Words_that_are_not_understood_name_the_engines_that_take_any()
    {
        worker.Engine.Reset(remote: false);
        var session = await worker.SessionAsync();
        var picture = await worker.UploadAsync(session);
        worker.Engine.Capabilities = worker.Engine.Capabilities with { IsGenerative = true, Available = true, MaxInputs = 1 };

        var one = await worker.FinishedAsync(await worker.AskLocalAsync(session, "paint a dragon", picture.Id));
        Assert.Equal(EditProblems.NotUnderstood, one.Problem!.Code);
        Assert.Equal(["scripted"], one.Problem.Engines);

        var other = await worker.UploadAsync(session);
        var two = await worker.FinishedAsync(await worker.AskLocalAsync(session, "paint a dragon", picture.Id, other.Id));
        Assert.Null(two.Problem!.Engines);

        worker.Engine.Capabilities = worker.Engine.Capabilities with { Available = false };
        var none = await worker.FinishedAsync(await worker.AskLocalAsync(session, "paint a dragon", picture.Id));
        Assert.Null(none.Problem!.Engines);
    }

    [Theory]
    [InlineData("remove the lamp", true)]
    [InlineData("put the second photo on the right", false)]
    public async Task Pictures_that_do_not_do_name_the_engines_only_where_those_could_do_it(string wish, bool others)
    {
        worker.Engine.Reset(remote: false);
        var session = await worker.SessionAsync();
        var picture = await worker.UploadAsync(session);
        worker.Engine.Capabilities = worker.Engine.Capabilities with { IsGenerative = true, Available = true, MaxInputs = 1 };

        var failed = await worker.FinishedAsync(await worker.AskLocalAsync(session, wish, picture.Id));

        Assert.Equal(EditProblems.Input, failed.Problem!.Code);
        Assert.Equal(others ? ["scripted"] : null, failed.Problem.Engines);
    }

    [Fact]
    public async Task A_mask_that_is_too_weak_is_shown_for_a_day()
    {
        worker.Engine.Reset(remote: false);
        var session = await worker.SessionAsync();
        var picture = await worker.UploadAsync(session);
        worker.Engine.Script = (_, _) => throw new EngineException(new(EditProblems.Input, "No subject"))
        {
            Mask = TestImages.Png(30, 20),
        };

        var failed = await worker.FinishedAsync(await worker.AskAsync(session, 1, "do something", picture.Id));

        var id = failed.Problem!.MaskImageId!.Value;
        var row = ImageStore.Read((string)(await worker.Database.HashGetAsync(Keys.ImageRows(session), id.Value))!);
        Assert.Equal((true, 30, 20), (row.IsMask, row.Width, row.Height));
        Assert.NotNull(await worker.Database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.Mask(id)));
    }
}
