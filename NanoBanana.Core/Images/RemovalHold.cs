using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Images;

/// <summary>Keeps stored bytes from being removed while a backup copies them; it ends by itself should the backup be killed.</summary>
internal sealed class RemovalHold(IDatabase database)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    /// <summary>Begins or prolongs it.</summary>
    public Task RenewAsync() => database.StringSetAsync(Keys.RemovalHold, 1, Lease);

    public Task EndAsync() => database.KeyDeleteAsync(Keys.RemovalHold);

    public Task<bool> IsHeldAsync() => database.KeyExistsAsync(Keys.RemovalHold);
}
