using NanoBanana.Core.Edits;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Sharing;
using NanoBanana.Core.Sweeping;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>Erases an account with all it owns; it leaves what others own. The sweeper goes on where a crash interrupted it.</summary>
internal sealed class AccountErasure(
    IDatabase database, UserStore users, DeviceStore devices, SessionStore sessions, MemberStore members, Erasure erasure, UnitLedger units, DueList due)
{
    /// <summary>Signs every device out at once, then erases sessions and account.</summary>
    public async Task RunAsync(string userId)
    {
        var noted = await due.NoteAsync(Things.User(userId), TimeSpan.FromSeconds(30));
        await devices.RemoveAllButAsync(userId, null);
        foreach (var entry in await database.SortedSetRangeByRankAsync(Keys.UserSessions(userId)))
        {
            var id = entry.Text();
            if (await sessions.RoleAsync(userId, id) == Role.Owner)
            {
                await sessions.DeleteAsync(userId, id);
                await erasure.RunAsync(id);
            }
            else
            {
                await members.RemoveAsync(userId, id, userId);
            }
        }

        if (await users.FindAsync(userId) is { } user)
        {
            await users.DeleteAsync(user);
        }

        await units.EraseAsync(userId);
        await due.ForgetAsync(Things.User(userId), noted);
    }
}
