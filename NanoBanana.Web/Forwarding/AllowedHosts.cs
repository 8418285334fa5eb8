using Microsoft.Extensions.Primitives;

namespace NanoBanana.Web.Forwarding;

/// <summary>
/// Refuses requests for hosts that are not named in <c>ALLOWED_HOSTS</c>; where none is named, every host is served. The health
/// checks of a platform name an address of its own and are always answered.
/// </summary>
internal static class AllowedHosts
{
    private const string Setting = "ALLOWED_HOSTS";

    /// <summary>After the forwarded headers: the host is the one that the browser sees.</summary>
    public static void UseAllowedHosts(this WebApplication app)
    {
        List<StringSegment> hosts = [.. (app.Configuration[Setting] ?? "")
            .Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(host => new StringSegment(host))];
        if (hosts.Count == 0 || hosts.Contains("*"))
        {
            return;
        }

        app.Use((context, next) =>
        {
            var request = context.Request;
            if (HostString.MatchesAny(request.Host.Host, hosts)
                || request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/alive"))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
    }
}
