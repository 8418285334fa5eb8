using Microsoft.Extensions.Options;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Outbox;

namespace NanoBanana.Core.UseCases;

/// <summary>Makes accounts to try with; the reconciler erases those that were not registered in time.</summary>
internal sealed class GuestMaker(UserStore users, PendingWork pending, IOptions<AccountOptions> options, TimeProvider time)
{
    public async Task<UserRow> CreateAsync()
    {
        var id = new UserId(Id.New(time.GetUtcNow()));
        await pending.EnqueueAsync(WorkItem.Guest(id), options.Value.GuestLifetime);
        return await users.CreateGuestAsync(id);
    }
}
