using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// BCrypt, bounded in parallel: a storm of sign-ins waits in line instead of starving everything else, and when the line is full it is
/// sent away.
/// </summary>
internal sealed class PasswordHasher(IOptions<AccountOptions> options) : IDisposable
{
    private static readonly int Hands = Math.Max(1, Environment.ProcessorCount / 2);
    private readonly SemaphoreSlim _gate = new(Hands);
    private readonly Lazy<string> _nobody = new(() => BCrypt.Net.BCrypt.HashPassword(Guid.NewGuid().ToString(), options.Value.BCryptCost));
    private int _here;

    public Task<string> HashAsync(string password, CancellationToken cancellationToken) =>
        RunAsync(() => BCrypt.Net.BCrypt.HashPassword(password, options.Value.BCryptCost), cancellationToken);

    /// <param name="hash">Null for an account that does not exist: the same work is done, and the answer is no.</param>
    public Task<bool> VerifyAsync(string password, string? hash, CancellationToken cancellationToken) =>
        RunAsync(() => BCrypt.Net.BCrypt.Verify(password, hash ?? _nobody.Value) && hash is not null, cancellationToken);

    /// <summary>The hash was made with a lower cost than is asked for now.</summary>
    public bool IsWeak(string hash) => BCrypt.Net.BCrypt.PasswordNeedsRehash(hash, options.Value.BCryptCost);

    public void Dispose() => _gate.Dispose();

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref _here) > Hands + options.Value.HashesWaiting)
            {
                throw new BusyException("Too many people sign in at this moment. Try again soon.");
            }

            await _gate.WaitAsync(cancellationToken);
            try
            {
                return work();
            }
            finally
            {
                _gate.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _here);
        }
    }
}
