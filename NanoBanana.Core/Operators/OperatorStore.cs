using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Operators;

/// <summary>The accounts that were made operators, besides those that the settings name.</summary>
internal sealed class OperatorStore(IDatabase database)
{
    public Task<bool> ContainsAsync(string userId) => database.SetContainsAsync(Keys.Operators, userId);

    public async Task<IReadOnlySet<string>> ListAsync() =>
        (await database.SetMembersAsync(Keys.Operators)).Select(id => id.Text()).ToHashSet();

    /// <returns>False when it is one already.</returns>
    public Task<bool> AddAsync(string userId) => database.SetAddAsync(Keys.Operators, userId);

    /// <returns>False when it is none.</returns>
    public Task<bool> RemoveAsync(string userId) => database.SetRemoveAsync(Keys.Operators, userId);
}
