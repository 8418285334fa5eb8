using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Core.Edits;

/// <summary>Queues the work of edits: beside thumbnails, and in the lane of the network if its engine is there.</summary>
internal sealed class EditJobs(JobQueue jobs, EngineCatalogue engines)
{
    public Task EnqueueAsync(Edit edit) => jobs.EnqueueAsync(
        new(edit.Id, JobKinds.Edit, edit.AuthorId, edit.SessionId,
            engines.CapabilitiesOf(edit.Engine) is { IsRemote: true } ? JobPriorities.Remote : JobPriorities.Interactive));
}
