using System.Diagnostics;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Jobs;
using NanoBanana.Tests.Fixtures;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>How soon a job is begun when nobody has anything else to do.</summary>
[Collection(SharedFaults.Name)]
public sealed class StartTests(FaultSystem faults, ITestOutputHelper output)
{
    [Fact]
    public async Task A_job_is_begun_as_soon_as_it_is_queued()
    {
        using var alice = await faults.CreateUserAsync();
        await faults.Inspector.NoJobIsLeftAsync();
        var tally = new FaultReport("nothing: from queued to done with, workers at rest", output);
        var queue = new JobQueue(faults.Inspector.Database, NoMeters.Jobs);
        for (var i = 0; i < 50; i++)
        {
            // About an image that is not there: begun, found to be unwanted, and done with.
            var session = new SessionId(Id.New(DateTimeOffset.UtcNow));
            var id = Id.InSession(Id.New(DateTimeOffset.UtcNow), session);
            var clock = Stopwatch.StartNew();
            await queue.EnqueueAsync(new(id, JobKinds.Thumbnail, alice.User.Id, session, JobPriorities.Bulk));
            while (await faults.Inspector.Database.KeyExistsAsync($"{{jobs}}:job:{id}"))
            {
                Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
            }
            tally.Recovered(clock.Elapsed);
            tally.Items++;
            await RandomFaults.PauseAsync(1, 30);
        }
        tally.Close();
    }
}
