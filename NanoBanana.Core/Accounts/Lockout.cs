using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Slows guessing of passwords. Failures count for the address, for the account at that address, and for the account from everywhere;
/// the last does not bind addresses where the user signed in before, or an attacker could lock the user out at home. Too many within the
/// sliding window lock the subject out, twice as long each time. Tries that are not judged yet take places, too, and who finds none
/// waits for one: many tries at once get no further than one after the other.
/// </summary>
internal sealed class Lockout(IDatabase database, KnownAddresses known, IOptions<AccountOptions> options, TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    /// <summary>After this time nobody judges a try any more: its process is gone.</summary>
    private static readonly TimeSpan Judged = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private static readonly RedisScript BeginScript = RedisScript.Load("lockout/begin");
    private static readonly RedisScript FailScript = RedisScript.Load("lockout/fail");

    /// <param name="userId">Null for a login that names nobody: it is counted the same way, by its key.</param>
    public async Task<SignInAttempt> BeginAsync(UserId? userId, string login, string address, CancellationToken cancellationToken)
    {
        var account = userId ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(NameKeys.OfLogin(login).ToString())));
        List<LockoutSubject> subjects =
            [new($"{account}/{address}", options.Value.FailuresPerAccount), new(address, options.Value.FailuresPerAddress)];
        if (userId is not { } user || !await known.ContainsAsync(user, address))
        {
            subjects.Add(new(account, options.Value.FailuresAnywhere));
        }

        var attempt = new SignInAttempt(this, Guid.NewGuid().ToString("N"), subjects);
        var began = time.GetTimestamp();
        for (var pause = TimeSpan.FromMilliseconds(50); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var waits = await Task.WhenAll(subjects.Select(subject => BeginAsync(subject, attempt.Id)));
            if (waits.All(wait => wait == 0))
            {
                return attempt;
            }

            await attempt.DisposeAsync();
            if (waits.Max() > 0 || time.GetElapsedTime(began) > Patience)
            {
                return new(this, attempt.Id, subjects) { Wait = TimeSpan.FromMilliseconds(Math.Max(1000, waits.Max())) };
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>A try has failed.</summary>
    public Task FailAsync(string id, IEnumerable<LockoutSubject> subjects) => Task.WhenAll(subjects.Select(subject =>
        FailScript.EvaluateAsync(database, KeysOf(subject), Now, Window, subject.Limit, (long)First.TotalMilliseconds, id)));

    /// <summary>A try is over and counts for nothing.</summary>
    public Task UndoAsync(string id, IEnumerable<LockoutSubject> subjects) =>
        Task.WhenAll(subjects.Select(subject => database.SortedSetRemoveAsync(KeysOf(subject)[2], id)));

    /// <summary>Forgets the failures of a subject.</summary>
    public Task ForgetAsync(LockoutSubject subject) => database.KeyDeleteAsync(KeysOf(subject)[..2]);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private long Window => (long)options.Value.FailureWindow.TotalMilliseconds;

    private async Task<long> BeginAsync(LockoutSubject subject, string id) => (long)await BeginScript.EvaluateAsync(
        database, KeysOf(subject), Now, Window, subject.Limit, (long)Judged.TotalMilliseconds, id);

    private static RedisKey[] KeysOf(LockoutSubject subject) =>
        [Keys.Lockout(subject.Name), Keys.Failures(subject.Name), Keys.Tries(subject.Name)];
}

/// <summary>What failures are counted for.</summary>
internal sealed record LockoutSubject(string Name, int Limit);
