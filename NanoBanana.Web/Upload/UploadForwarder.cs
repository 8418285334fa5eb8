using Microsoft.AspNetCore.Antiforgery;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Upload;

/// <summary>Streams what a script of the page sends on to the API, in the caller's name.</summary>
internal sealed class UploadForwarder(IAntiforgery antiforgery, TokenStore tokens, Forwarder forwarder)
{
    /// <summary>Says 401 itself: a script cannot use a redirect to the sign-in page.</summary>
    public async Task SendAsync(HttpContext context, string path, UploadHeaders headers, CancellationToken cancellationToken)
    {
        // Without the header the check would read the form to look for its token there, and so buffer the file.
        if (!context.Request.Headers.ContainsKey(UploadScript.AntiforgeryHeader) || !await antiforgery.IsRequestValidAsync(context))
        {
            await TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context);
            return;
        }
        if (await tokens.GetAccessTokenAsync(context.User.CookieKey(), cancellationToken) is not { } token)
        {
            await TypedResults.Problem(statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
            return;
        }
        await forwarder.SendAsync(context, new(path, headers.Sent, headers.Answered) { Token = token });
    }
}

/// <summary>What goes along to the API and back, beside the body and its type.</summary>
internal sealed record UploadHeaders(string[] Sent, string[] Answered);
