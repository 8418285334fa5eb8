using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Api.Live;

/// <summary>The names that go with user ids.</summary>
internal sealed class Usernames(IDatabase database)
{
    public async Task<string> OfAsync(UserId userId) => (await database.HashGetAsync(Keys.User(userId), "username")).Text();
}
