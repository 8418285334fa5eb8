using System.Text;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Accounts;

/// <summary>BCrypt, bounded in parallel (<see cref="HashingLanes"/>). Passwords are hashed in NFC.</summary>
internal sealed class PasswordHasher(IOptions<AccountOptions> options, TimeProvider time)
{
    private readonly Lazy<string> _nobody = new(() => BCrypt.Net.BCrypt.HashPassword(Guid.NewGuid().ToString(), options.Value.BCryptCost));

    private readonly HashingLanes _lanes = new(
        Math.Max(1, Environment.ProcessorCount / 2), options.Value.HashesWaiting, options.Value.HashingPatience, time);

    public Task<string> HashAsync(string password, HashingLane lane, CancellationToken cancellationToken) =>
        RunAsync(() => BCrypt.Net.BCrypt.HashPassword(Composed(password), options.Value.BCryptCost), lane, cancellationToken);

    /// <param name="hash">Null for an account that does not exist: the same work is done, and the answer is no.</param>
    public Task<bool> VerifyAsync(string password, string? hash, HashingLane lane, CancellationToken cancellationToken) =>
        RunAsync(() => FormsOf(password).Any(form => BCrypt.Net.BCrypt.Verify(form, hash ?? _nobody.Value)) && hash is not null,
            lane, cancellationToken);

    /// <summary>The hash was made with a lower cost than is asked for now.</summary>
    public bool IsWeak(string hash) => BCrypt.Net.BCrypt.PasswordNeedsRehash(hash, options.Value.BCryptCost);

    private async Task<T> RunAsync<T>(Func<T> work, HashingLane lane, CancellationToken cancellationToken)
    {
        await _lanes.EnterAsync(lane, cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            _lanes.Leave();
        }
    }

    /// <summary>As it is hashed now, then as it was typed: older hashes were made of that.</summary>
    private static IEnumerable<string> FormsOf(string password) => new[] { Composed(password), password }.Distinct(StringComparer.Ordinal);

    private static string Composed(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no password that was set has one.
            return password;
        }
    }
}
