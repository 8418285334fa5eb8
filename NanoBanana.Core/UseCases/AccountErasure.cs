using NanoBanana.Core.Accounts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Images.Resumable;
using NanoBanana.Core.Operators;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Recipes;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>
/// Erases an account with all it owns; it leaves what others own. Once the account is closed the reconciler goes on where a crash
/// interrupted it. What joins or makes a session meanwhile finds the account closed, and is left to the reconciler, too.
/// </summary>
internal sealed class AccountErasure(
    IDatabase database, UserStore users, DeviceStore devices, SessionStore sessions, MemberStore members, SessionErasure erasure,
    UnitLedger units, DailyCharges charges, ResumableUploads uploads, RecipeStore recipes, OperatorStore operators, PendingWork pending)
{
    private const int Part = 500;

    /// <summary>Closes the account and erases it.</summary>
    /// <param name="user">As it was when its password was checked.</param>
    /// <returns>False when the password is another one meanwhile: nothing has happened.</returns>
    public async Task<bool> BeginAsync(UserRow user)
    {
        var dueAt = await pending.EnqueueAsync(WorkItem.User(user.Id), TimeSpan.FromSeconds(30));
        if (!await users.CloseAsync(user))
        {
            await pending.CompleteAsync(WorkItem.User(user.Id), dueAt);
            return false;
        }

        await EraseAsync(user.Id);
        await pending.CompleteAsync(WorkItem.User(user.Id), dueAt);
        return true;
    }

    /// <summary>Erases a guest whose time is over; one who registered meanwhile stays.</summary>
    public async Task ExpireGuestAsync(UserId userId)
    {
        if (await users.FindAsync(userId) is { IsGuest: true } guest)
        {
            await BeginAsync(guest);
        }
    }

    /// <summary>Erases a closed account, or what is left of one; does nothing to others.</summary>
    public async Task EraseAsync(UserId userId)
    {
        if (!await users.IsErasedAsync(userId))
        {
            return;
        }

        await devices.RemoveAllButAsync(userId, null);
        foreach (var entry in await database.SortedSetRangeByRankAsync(Keys.UserSessions(userId)))
        {
            var id = new SessionId(entry.Text());
            if (await sessions.RoleAsync(userId, id) == Role.Owner)
            {
                await sessions.DeleteAsync(userId, id);
                await erasure.EraseAsync(id);
            }
            else
            {
                await members.ForgetAsync(id, userId);
            }
        }

        await operators.RemoveAsync(userId);
        await EraseAnswersAsync(userId);
        await uploads.EraseAsync(userId);
        await recipes.EraseKeptAsync(userId);
        await database.KeyDeleteAsync(Keys.KeptReferences(userId));
        await users.DeleteAsync(userId);
        await units.EraseAsync(userId);
        await charges.EraseAsync(userId);
    }

    /// <summary>What Idempotency-Keys were answered holds the user's messages.</summary>
    private async Task EraseAnswersAsync(UserId userId)
    {
        foreach (var part in (await database.SortedSetRangeByRankAsync(Keys.IdempotencyKeys(userId))).Chunk(Part))
        {
            await database.KeyDeleteAsync([.. part.Select(hash => Keys.IdempotencyRecord(userId, hash.Text()))]);
        }

        await database.KeyDeleteAsync(Keys.IdempotencyKeys(userId));
    }
}
