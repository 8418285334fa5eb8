using Microsoft.Extensions.Options;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sweeping;
using StackExchange.Redis;

namespace NanoBanana.Core.Sessions;

/// <summary>Finishes what a session's changes may have left undone, and removes a deleted session when its time has come.</summary>
internal sealed class SessionSweep(
    IDatabase database, FanOut fanOut, ThumbnailJobs thumbnails, EditSweep edits, Erasure erasure, DueList due,
    IOptions<SessionOptions> options, TimeProvider time)
{
    /// <returns>False when the session has been noted for later.</returns>
    public async Task<bool> RunAsync(string sessionId)
    {
        var fields = (await database.HashGetAllAsync(Keys.Session(sessionId))).Fields();
        if (SessionRow.From(sessionId, fields) is not { } session)
        {
            return true;
        }

        await fanOut.RunAsync(sessionId);
        if (session.DeletedAt is not { } deletedAt)
        {
            await thumbnails.EnqueueMissingAsync(sessionId);
            await edits.RunAsync(sessionId);
            return true;
        }

        await edits.StopAsync(sessionId);

        var left = deletedAt + options.Value.RestoreWindow - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await due.NoteAsync(Things.Session(sessionId), left);
            return false;
        }

        await erasure.RunAsync(sessionId);
        return true;
    }
}
