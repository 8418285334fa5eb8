using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Exports;

/// <summary>Everything to take away.</summary>
internal static class ExportsApi
{
    public static void AddExports(this IServiceCollection services) => services.AddSingleton<SessionExporter>();

    public static void MapExports(this IEndpointRouteBuilder app) =>
        app.MapGet(Routes.ExportSession("{id}"), ExportSessionAsync).WithTags("Sessions").RequireAuthorization()
            .Produces(StatusCodes.Status200OK, null, "application/zip").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> ExportSessionAsync(string id, CurrentUser caller, SessionStore sessions, SessionExporter exporter) =>
        await sessions.FindAsync(caller.Id, id) is { } session
            ? new ZipAnswer(
                ExportNames.Clean(session.Title.Length == 0 ? "Session" : session.Title),
                (zip, cancellationToken) => exporter.WriteAsync(zip, "", caller.Id, id, cancellationToken))
            : Problems.NotFound;
}
