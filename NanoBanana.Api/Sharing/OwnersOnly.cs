using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Sharing;

/// <summary>Admits the owner of the session in the route; others learn nothing, not even whether what they sent is right.</summary>
internal sealed class OwnersOnly(SessionStore sessions) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var sessionId = new SessionId((string)context.HttpContext.Request.RouteValues["sessionId"]!);
        var role = CurrentUser.From(context.HttpContext.User) is { } caller ? await sessions.RoleAsync(caller.Id, sessionId) : null;
        return role switch
        {
            Role.Owner => await next(context),
            null => Problems.NotFound,
            _ => Problems.Forbidden,
        };
    }
}
