using Microsoft.AspNetCore.Http.HttpResults;

namespace NanoBanana.Web.Upload;

/// <summary>
/// Where a phone sends a picture that is shared with the app. The service worker takes it before it gets here; without one nothing is
/// read, since any site can send such a form.
/// </summary>
internal static class ShareTarget
{
    public const string Path = "share";

    public static void MapShareTarget(this IEndpointRouteBuilder app) => app.MapPost(Path, Start).DisableAntiforgery();

    private static RedirectHttpResult Start() => TypedResults.LocalRedirect("~/");
}
