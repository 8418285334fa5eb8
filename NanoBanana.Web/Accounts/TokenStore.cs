using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using StackExchange.Redis;

namespace NanoBanana.Web.Accounts;

/// <summary>
/// The tokens of every signed-in cookie. A refresh token is good for one use and used twice ends the sign-in, so one refresh runs at
/// a time for a cookie, over all tabs and replicas; the others wait for it and read what it brought.
/// </summary>
internal sealed partial class TokenStore(
    IConnectionMultiplexer redis, IDataProtectionProvider protection, AuthClient api, TimeProvider time, ILogger<TokenStore> logger)
{
    /// <summary>Longer than a refresh may take: two must never overlap.</summary>
    private static readonly TimeSpan LockFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RefreshTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly IDataProtector _protector = protection.CreateProtector("NanoBanana.Web.Tokens");

    /// <summary>A token that is good for a while; null when the cookie is signed out.</summary>
    public async ValueTask<string?> GetAccessTokenAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(key) switch
        {
            null => null,
            var held when held.RenewAt > time.GetUtcNow() => held.AccessToken,
            var held => await RenewAsync(key, held, cancellationToken),
        };

    /// <summary>Trades the tokens although the clock says they are good: the API refused <paramref name="refused"/>.</summary>
    public async ValueTask<string?> ReplaceAsync(string key, string refused, CancellationToken cancellationToken) =>
        await ReadAsync(key) switch
        {
            null => null,
            var held when held.AccessToken != refused => held.AccessToken,
            var held => await RenewAsync(key, held, cancellationToken),
        };

    /// <summary>Whether the cookie still has tokens.</summary>
    public Task<bool> HoldsAsync(string key) => redis.GetDatabase().KeyExistsAsync(WebKeys.Tokens(key));

    public async Task<StoredTokens> StoreAsync(string key, Tokens tokens)
    {
        var held = StoredTokens.From(tokens, time.GetUtcNow());
        await redis.GetDatabase().StringSetAsync(
            WebKeys.Tokens(key), _protector.Protect(JsonSerializer.SerializeToUtf8Bytes(held)), AccountServices.SignedInFor);
        return held;
    }

    /// <summary>Forgets the cookie and tells all its tabs. The refresh token, if there still was one.</summary>
    public async Task<string?> RemoveAsync(string key)
    {
        var held = await ReadAsync(key);
        var database = redis.GetDatabase();
        await database.KeyDeleteAsync(WebKeys.Tokens(key));
        await database.KeyDeleteAsync(WebKeys.Ticket(key));
        await redis.GetSubscriber().PublishAsync(WebKeys.SignedOut(key), "");
        return held?.RefreshToken;
    }

    private async Task<string?> RenewAsync(string key, StoredTokens stale, CancellationToken cancellationToken)
    {
        var database = redis.GetDatabase();
        var mine = Guid.NewGuid().ToString("N");
        while (!await database.LockTakeAsync(WebKeys.RefreshLock(key), mine, LockFor))
        {
            await Task.Delay(Poll, time, cancellationToken);
            if (await ReadAsync(key) is var now && now != stale)
            {
                return now?.AccessToken;
            }
        }
        try
        {
            return await ReadAsync(key) is var now && now == stale ? await RefreshAsync(key, stale) : now?.AccessToken;
        }
        finally
        {
            await database.LockReleaseAsync(WebKeys.RefreshLock(key), mine);
        }
    }

    /// <summary>Not cancelled by whoever asked: once sent, the old token is spent and the answer must be kept.</summary>
    private async Task<string?> RefreshAsync(string key, StoredTokens stale)
    {
        using var deadline = new CancellationTokenSource(RefreshTimeout, time);
        try
        {
            var fresh = await api.Client.RefreshAsync(stale.RefreshToken, deadline.Token);
            return (await StoreAsync(key, fresh)).AccessToken;
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest)
        {
            LogRefused(logger, e);
            await RemoveAsync(key);
            return null;
        }
    }

    private async Task<StoredTokens?> ReadAsync(string key) =>
        (byte[]?)await redis.GetDatabase().StringGetAsync(WebKeys.Tokens(key)) is { } bytes
            ? JsonSerializer.Deserialize<StoredTokens>(_protector.Unprotect(bytes))
            : null;

    [LoggerMessage(
        Level = LogLevel.Information, Message = "The API refused to refresh a sign-in; it ends here.", EventName = "token-store.refused")]
    private static partial void LogRefused(ILogger logger, Exception exception);
}
