using System.Security.Claims;
using Microsoft.Extensions.Caching.Memory;

namespace NanoBanana.Api.Accounts;

/// <summary>
/// Access tokens whose signature was checked, until they expire. Whether the device is still signed in is asked with each request all the
/// same.
/// </summary>
internal sealed class KnownTokens(TimeProvider time) : IDisposable
{
    private const int TokensMost = 20_000;
    private readonly MemoryCache _tokens = new(new MemoryCacheOptions { SizeLimit = TokensMost });

    /// <summary>Who the token is of; null when it was not checked yet, or has expired.</summary>
    public Caller? Find(string token) =>
        _tokens.TryGetValue(token, out Caller? caller) && caller!.ExpiresAt > time.GetUtcNow() ? caller : null;

    public void Remember(string token, Caller caller) =>
        _tokens.Set(token, caller, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpiration = caller.ExpiresAt });

    public void Dispose() => _tokens.Dispose();
}

/// <summary>A principal that knows whose it is.</summary>
internal sealed class Caller(ClaimsPrincipal principal, CurrentUser user, DateTimeOffset expiresAt) : ClaimsPrincipal(principal)
{
    public CurrentUser User => user;

    /// <summary>When its token expires.</summary>
    public DateTimeOffset ExpiresAt => expiresAt;
}
