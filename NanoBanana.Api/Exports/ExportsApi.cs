using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Exports;

/// <summary>Everything to take away.</summary>
internal static class ExportsApi
{
    public static void AddExports(this IServiceCollection services) =>
        services.AddSingleton<SessionExporter>().AddSingleton<AccountExport>();

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").RequireAuthorization().WithMetadata(RequestLimits.ForFiles, new Heavy());
        group.MapGet(Routes.ExportSession("{id}"), ExportSessionAsync).WithTags("Sessions")
            .Produces(StatusCodes.Status200OK, null, "application/zip").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet(Routes.ExportMe, ExportAccountAsync).WithTags("Accounts")
            .Produces(StatusCodes.Status200OK, null, "application/zip");
    }

    /// <summary>Downloads a session as a zip: session.json and the original pictures.</summary>
    private static async Task<IResult> ExportSessionAsync(
        SessionId id, CurrentUser caller, SessionStore sessions, SessionExporter exporter) =>
        await sessions.FindAsync(caller.Id, id) is { } session
            ? new ZipAnswer(
                FileNames.Clean(session.Title.Length == 0 ? "Session" : session.Title),
                (zip, cancellationToken) => exporter.WriteAsync(zip, "", caller.Id, id, cancellationToken))
            : Problems.NotFound;

    /// <summary>Downloads everything of the caller's account as a zip.</summary>
    private static async Task<IResult> ExportAccountAsync(CurrentUser caller, UserStore users, AccountExport export) =>
        await users.FindAsync(caller.Id) is { } user
            ? new ZipAnswer(
                $"nano-banana-{user.Username}",
                (zip, cancellationToken) => export.WriteAsync(zip, user.ToContract(), caller, cancellationToken))
            : Problems.NotFound;
}
