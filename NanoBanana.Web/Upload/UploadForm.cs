using System.Net.Http.Headers;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using NanoBanana.Contracts;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Upload;

/// <summary>Takes a file from the browser, a picture or the zip of a session, and streams it on to the API in the caller's name.</summary>
internal static class UploadForm
{
    public const string Path = "upload";
    public const string ImportPath = "import";
    private const string IdempotencyKey = "Idempotency-Key";
    private static readonly string[] Answered = ["Content-Type", "Content-Length", "Retry-After"];

    /// <summary>Says 401 itself: a script cannot use a redirect to the sign-in page.</summary>
    public static void MapUpload(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path + "/{sessionId}", (
            HttpContext context, IAntiforgery antiforgery, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken) =>
            SendAsync(Routes.Upload, context, antiforgery, tokens, forwarder, cancellationToken)).AllowAnonymous();
        app.MapPost(ImportPath, (
            HttpContext context, IAntiforgery antiforgery, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken) =>
            SendAsync(Routes.ImportSession, context, antiforgery, tokens, forwarder, cancellationToken))
            .WithMetadata(new RequestSizeLimitAttribute(Limits.ImportMaxBytes + Limits.JsonMaxBytes)).AllowAnonymous();
    }

    private static async Task SendAsync(
        string path, HttpContext context, IAntiforgery antiforgery, TokenStore tokens, Forwarder forwarder, CancellationToken cancellationToken)
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
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StreamContent(context.Request.Body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        request.Content.Headers.ContentLength = context.Request.ContentLength;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (context.Request.Headers.TryGetValue(IdempotencyKey, out var key))
        {
            request.Headers.TryAddWithoutValidation(IdempotencyKey, (string?)key);
        }
        await forwarder.SendAsync(context, request, Answered, cancellationToken);
    }
}
