using NanoBanana.Contracts;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Exports;

/// <summary>Everything to take away, streamed from the API to whoever is signed in.</summary>
internal static class ExportForwarding
{
    private static readonly string[] Answered = ["Content-Type", "Content-Length", "Content-Disposition", "Retry-After"];

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("").RequireAuthorization();
        exports.MapGet(ExportPaths.Session("{id}"), (
            string id, HttpContext context, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken) =>
            SendAsync(context, Routes.ExportSession(id), tokens, forwarder, cancellationToken));
        exports.MapGet(ExportPaths.Account, (
            HttpContext context, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken) =>
            SendAsync(context, Routes.ExportMe, tokens, forwarder, cancellationToken));
        exports.MapGet(ExportPaths.OperatorActions, (
            HttpContext context, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken) =>
            SendAsync(context, Routes.OperatorActionsExport + context.Request.QueryString, tokens, forwarder, cancellationToken));
    }

    private static async Task SendAsync(
        HttpContext context, string path, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "private, no-store";
        var token = await tokens.GetAccessTokenAsync(context.User.CookieKey(), cancellationToken);
        await forwarder.SendAsync(context, new(path, [], Answered) { Token = token });
    }
}
