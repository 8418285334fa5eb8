using Microsoft.Extensions.Options;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Slows guessing of passwords. Failures are counted for an account from one address (so that nobody can lock a victim out from
/// elsewhere) and for the address alone; too many lock it out, twice as long each time.
/// </summary>
internal sealed class Lockout(IDatabase database, IOptions<AccountOptions> options, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    private static readonly RedisScript FailScript = new("""
        local now, window, limit, first = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local state = redis.call('HMGET', KEYS[1], 'count', 'since', 'locks')
        local count, since, locks = tonumber(state[1] or 0), tonumber(state[2] or now), tonumber(state[3] or 0)
        if now - since > window then count, since = 0, now end
        count = count + 1
        redis.call('HSET', KEYS[1], 'since', since)
        if count >= limit then
          redis.call('HSET', KEYS[1], 'until', now + math.min(window, first * 2 ^ locks), 'locks', locks + 1, 'count', 0, 'since', now)
        else
          redis.call('HSET', KEYS[1], 'count', count)
        end
        redis.call('PEXPIRE', KEYS[1], 2 * window)
        return 1
        """);

    /// <returns>How long to wait before the next try; null when one may be made now.</returns>
    public async Task<TimeSpan?> WaitAsync(string login, string address)
    {
        var until = await Task.WhenAll(Subjects(login, address).Select(subject => database.HashGetAsync(Keys.Failures(subject.Name), "until")));
        var now = time.GetUtcNow();
        var latest = until.Where(value => !value.IsNull).Select(value => (double)value).DefaultIfEmpty().Max();
        var wait = TimeSpan.FromMilliseconds(latest - now.ToUnixTimeMilliseconds());
        return wait > TimeSpan.Zero ? wait : null;
    }

    public Task FailedAsync(string login, string address) => Task.WhenAll(Subjects(login, address).Select(subject =>
        FailScript.RunAsync(database, [Keys.Failures(subject.Name)], time.GetUtcNow().ToUnixTimeMilliseconds(),
            (long)options.Value.FailureWindow.TotalMilliseconds, subject.Limit, (long)First.TotalMilliseconds)));

    public Task SucceededAsync(string login, string address) =>
        database.KeyDeleteAsync(Keys.Failures(Subjects(login, address)[0].Name));

    private (string Name, int Limit)[] Subjects(string login, string address) =>
    [
        ($"{login.ToLowerInvariant()}/{address}", options.Value.FailuresPerAccount),
        (address, options.Value.FailuresPerAddress),
    ];
}
