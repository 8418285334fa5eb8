using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits;

/// <summary>
/// The last steps of a finished edit: its units, which lie in its author's slot, and the next picture of its run. They can be repeated.
/// </summary>
internal sealed class EditSettlement(IDatabase database, UnitLedger units, DailyCharges charges, RunFeeder runs)
{
    public async Task SettleAsync(Edit edit)
    {
        if (await units.SettleAsync(edit.AuthorId, edit.Id, edit.Units.Charged) && edit.Units.Charged > 0)
        {
            await charges.AddAsync(edit);
        }

        await database.HashDeleteAsync(Keys.OpenEdits(edit.SessionId), edit.Id.Value);
        if (edit.RunId is { } run)
        {
            await runs.FeedAsync(edit.SessionId, run);
        }
    }
}
