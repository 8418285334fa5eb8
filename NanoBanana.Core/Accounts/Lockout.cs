using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Slows guessing of passwords. A try counts as failed from its beginning until it succeeds, so that many at once get no further
/// than one after the other. It counts for the address, for the account at that address, and for the account from everywhere; the
/// last does not bind addresses where the user signed in before, or an attacker could lock him out at home. Too many within the
/// sliding window lock the subject out, twice as long each time.
/// </summary>
internal sealed class Lockout(IDatabase database, KnownAddresses known, IOptions<AccountOptions> options, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    private static readonly RedisScript BeginScript = new("""
        local now, window, limit, first = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
        local state = redis.call('HMGET', KEYS[1], 'until', 'locks')
        local open, locks = tonumber(state[1] or 0), tonumber(state[2] or 0)
        if open > now then return open - now end
        if open > 0 then
          redis.call('HDEL', KEYS[1], 'until', 'by')
          redis.call('DEL', KEYS[2])
        end
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - window)
        redis.call('ZADD', KEYS[2], now, ARGV[5])
        if redis.call('ZCARD', KEYS[2]) >= limit then
          redis.call('HSET', KEYS[1], 'until', now + math.min(window, first * 2 ^ locks), 'locks', locks + 1, 'by', ARGV[5])
        end
        redis.call('PEXPIRE', KEYS[1], 2 * window)
        redis.call('PEXPIRE', KEYS[2], 2 * window)
        return 0
        """);

    private static readonly RedisScript UndoScript = new("""
        redis.call('ZREM', KEYS[2], ARGV[1])
        if redis.call('HGET', KEYS[1], 'by') == ARGV[1] then
          redis.call('HDEL', KEYS[1], 'until', 'by')
          redis.call('HINCRBY', KEYS[1], 'locks', -1)
        end
        return 1
        """);

    /// <param name="userId">Null for a login that names nobody: it is counted the same way.</param>
    public async Task<SignInAttempt> BeginAsync(string? userId, string login, string address)
    {
        var account = userId ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(login.ToLowerInvariant())));
        var subjects = new List<(string Name, int Limit)>
        {
            ($"{account}/{address}", options.Value.FailuresPerAccount), (address, options.Value.FailuresPerAddress),
        };
        if (userId is null || !await known.ContainsAsync(userId, address))
        {
            subjects.Add((account, options.Value.FailuresAnywhere));
        }

        var id = Guid.NewGuid().ToString("N");
        var waits = await Task.WhenAll(subjects.Select(async subject => (long)await BeginScript.RunAsync(
            database, KeysOf(subject.Name), time.GetUtcNow().ToUnixTimeMilliseconds(),
            (long)options.Value.FailureWindow.TotalMilliseconds, subject.Limit, (long)First.TotalMilliseconds, id)));
        var attempt = new SignInAttempt(this, id, [.. subjects.Select(subject => subject.Name)], TimeSpan.FromMilliseconds(waits.Max()));
        if (attempt.Wait > TimeSpan.Zero)
        {
            await attempt.DisposeAsync();
        }

        return attempt;
    }

    /// <summary>Takes one try back.</summary>
    public Task UndoAsync(string id, IEnumerable<string> subjects) =>
        Task.WhenAll(subjects.Select(subject => UndoScript.RunAsync(database, KeysOf(subject), id)));

    /// <summary>Forgets all tries of a subject.</summary>
    public Task ForgetAsync(string subject) => database.KeyDeleteAsync(KeysOf(subject));

    private static RedisKey[] KeysOf(string subject) => [Keys.Lockout(subject), Keys.Failures(subject)];
}
