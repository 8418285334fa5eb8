using Microsoft.Extensions.Logging;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Images;
using NanoBanana.Core.Recipes;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sharing;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>Removes a session for good: its images' references first, so that a crash leaves something to go on from.</summary>
internal sealed partial class SessionErasure(
    IDatabase database, ObjectReferences references, SnapshotErasure snapshots, RunStore runs,
    RecipeStore recipes, ILogger<SessionErasure> logger)
{
    public async Task EraseAsync(SessionId sessionId)
    {
        await foreach (var row in database.HashScanAsync(Keys.ImageRows(sessionId)))
        {
            var sha256 = ImageStore.Read(row.Value.Text()).Sha256;
            await references.LookAfterAsync(sha256);
            await references.GiveBackAsync(sha256, row.Name.Text());
        }

        await foreach (var kept in database.HashScanAsync(Keys.ImageBin(sessionId)))
        {
            var sha256 = ImageBin.Read(kept.Value.Text()).Image.Sha256;
            await references.LookAfterAsync(sha256);
            await references.GiveBackAsync(sha256, kept.Name.Text());
        }

        await snapshots.EraseAsync(sessionId);
        await runs.EraseAsync(sessionId);
        await recipes.EraseAsync(sessionId);
        await database.KeyDeleteAsync(
        [
            Keys.Messages(sessionId), Keys.MessageRows(sessionId), Keys.TextIndex(sessionId), Keys.Reworded(sessionId),
            Keys.Images(sessionId), Keys.ImageRows(sessionId), Keys.ImageBin(sessionId), Keys.Binned(sessionId), Keys.Pins(sessionId),
            Keys.PinOrder(sessionId),
            Keys.ImageReferences(sessionId),
            Keys.Processing(sessionId), Keys.Tombstones(sessionId), Keys.Parents(sessionId),
            Keys.Edits(sessionId), Keys.EditRows(sessionId),
            Keys.OpenEdits(sessionId), Keys.Variants(sessionId), Keys.Fences(sessionId), Keys.SessionLog(sessionId),
            Keys.Presence(sessionId),
            Keys.Members(sessionId), Keys.Leaving(sessionId), Keys.Invites(sessionId), Keys.InviteUses(sessionId),
            Keys.JoinedWith(sessionId), Keys.Parted(sessionId),
            Keys.Session(sessionId),
        ]);
        LogErased(sessionId);
    }

    [LoggerMessage(LogLevel.Information, "Session {SessionId} is erased", EventName = "session.erased")]
    private partial void LogErased(string sessionId);
}
