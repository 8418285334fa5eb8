using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Faults;

/// <summary>A run of a recipe whose workers are killed.</summary>
[Collection(SharedFaults.Name)]
public sealed class RunFaultTests(FaultSystem faults)
{
    private const int Pictures = 200;

    [Fact]
    public async Task Each_of_200_pictures_has_exactly_one_result_though_workers_are_killed_twice()
    {
        using var alice = await faults.CreateUserAsync();
        var (session, recipe, pictures) = await RunTests.PrepareAsync(alice, Pictures);
        var run = await alice.Api.StartRunAsync(recipe.Id, new(pictures));
        foreach (var (share, victim) in new[] { (0.15, faults.System.Workers[0]), (0.5, faults.System.Workers[1]) })
        {
            await Eventually.TrueAsync(
                async () => (await alice.Api.GetRunAsync(run.Id)).Done >= Pictures * share, "the run to get on", TimeSpan.FromSeconds(90));
            await Eventually.TrueAsync(
                async () => (await faults.Inspector.InHandAsync(victim.ProcessId)).Count > 0, "a job in hand", TimeSpan.FromSeconds(30));
            victim.Kill();
            victim.Relaunch();
        }

        var over = await Eventually.GetAsync(
            async () => await alice.Api.GetRunAsync(run.Id) is { FinishedAt: not null } done ? done : null, "the run to be over",
            TimeSpan.FromSeconds(180));
        Assert.Equal((RunStatus.Succeeded, Pictures, 0, Pictures), (over.Status, over.Done, over.Failed, over.UnitsCharged));
        await faults.Inspector.NoJobIsLeftAsync();

        var log = await faults.Inspector.LogAsync(session);
        var results = log.Where(entry => entry.Type == EventTypes.ImageCreated && entry.Data.TryGetProperty("parentId", out _))
            .Select(entry => new ImageId(entry.Data.GetProperty("parentId").GetString()!)).Where(pictures.Contains).Order();
        Assert.Equal(pictures.Order(), results);
        Assert.Equal(Pictures, log.Count(entry => entry.Type is EventTypes.RunProgress or EventTypes.RunSucceeded));
        Assert.Single(log, entry => entry.Type == EventTypes.RunSucceeded);

        // As often as they are open at most, so that others get their turn.
        var (open, most) = (0, 0);
        foreach (var entry in log.Where(entry => entry.Data.TryGetProperty("runId", out _)))
        {
            open += entry.Type switch
            {
                EventTypes.EditQueued => 1,
                EventTypes.EditSucceeded or EventTypes.EditFailed or EventTypes.EditCancelled => -1,
                _ => 0,
            };
            most = Math.Max(most, open);
        }

        Assert.Equal((0, 4), (open, most));
    }
}
