using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using StackExchange.Redis;

namespace NanoBanana.Web.Accounts;

/// <summary>Keeps who is signed in on the server; the browser holds the random key only.</summary>
internal sealed class TicketStore(IConnectionMultiplexer redis, IDataProtectionProvider protection, TimeProvider time) : ITicketStore
{
    private readonly IDataProtector _protector = protection.CreateProtector("NanoBanana.Web.Ticket");

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = ticket.Principal.CookieKey();
        await RenewAsync(key, ticket);
        return key;
    }

    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var left = ticket.Properties.ExpiresUtc is { } end ? end - time.GetUtcNow() : AccountServices.SignedInFor;
        var bytes = _protector.Protect(TicketSerializer.Default.Serialize(ticket));
        return redis.GetDatabase().StringSetAsync(WebKeys.Ticket(key), bytes, left);
    }

    /// <summary>A ticket counts only under its own key: a cookie from before a sign-in must not become that sign-in.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        (byte[]?)await redis.GetDatabase().StringGetAsync(WebKeys.Ticket(key)) is { } bytes
        && TicketSerializer.Default.Deserialize(_protector.Unprotect(bytes)) is { } ticket && ticket.Principal.CookieKey() == key
            ? ticket
            : null;

    /// <summary>The error page is for nobody in particular: it must not fail again because the tickets cannot be read.</summary>
    public Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken) =>
        httpContext.Features.Get<IExceptionHandlerFeature>() is null ? RetrieveAsync(key) : Task.FromResult<AuthenticationTicket?>(null);

    public Task RemoveAsync(string key) => redis.GetDatabase().KeyDeleteAsync(WebKeys.Ticket(key));
}
