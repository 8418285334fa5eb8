using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Operators;

/// <summary>The accounts that were made operators, besides those that the settings name.</summary>
internal sealed class OperatorStore(IDatabase database)
{
    public Task<bool> ContainsAsync(UserId userId) => database.SetContainsAsync(Keys.Operators, userId.Value);

    public async Task<IReadOnlySet<UserId>> ListAsync() =>
        (await database.SetMembersAsync(Keys.Operators)).Select(id => new UserId(id.Text())).ToHashSet();

    /// <returns>False when it is one already.</returns>
    public Task<bool> AddAsync(UserId userId) => database.SetAddAsync(Keys.Operators, userId.Value);

    /// <returns>False when it is none.</returns>
    public Task<bool> RemoveAsync(UserId userId) => database.SetRemoveAsync(Keys.Operators, userId.Value);
}
