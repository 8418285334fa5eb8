using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Images;
using NanoBanana.Api.Requests;
using NanoBanana.Api.Throttling;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Images;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Imports;

/// <summary>New sessions from what was taken away: from an export, or from a public copy.</summary>
internal static class ImportsApi
{
    private const string RefusedCode = "import-refused";

    public static void AddImports(this IServiceCollection services) => services.AddScoped<SessionImport>().AddScoped<SnapshotFork>();

    public static void MapImports(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Sessions").RequireAuthorization().WithMetadata(new Idempotent())
            .WithMetadata(RequestLimits.ForFiles);
        group.MapPost(Routes.ImportSession, ImportAsync).Accepts<IFormFile>("multipart/form-data")
            .WithMetadata(new StreamedBody(), RateLimitPolicy.Uploads)
            .Produces<Session>(StatusCodes.Status201Created).ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);
        group.MapPost(Routes.ForkSnapshot("{id}"), ForkAsync).WithMetadata(new Heavy());
    }

    /// <summary>Makes a session of the caller's own from the zip of an exported one; all of it, or nothing.</summary>
    private static async Task<IResult> ImportAsync(
        CurrentUser caller, UploadRoom room, UploadReader reader, ThumbnailJobs jobs, SessionImport import, SessionFounder founder,
        HttpContext context, CancellationToken cancellationToken)
    {
        using var turn = await room.EnterAsync(caller.Id, cancellationToken);
        if (!turn.IsAcquired || await jobs.IsFullAsync(caller.Id))
        {
            return TooMany(context);
        }

        room.Hurry(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = Limits.ImportMaxBytes + Limits.JsonMaxBytes;
        }

        reader.MaxBytes = Limits.ImportMaxBytes;
        var upload = await reader.ReadAsync(context.Request, maxFiles: 1, _ => Task.FromResult<IResult?>(null), cancellationToken);
        if (upload is not { Count: 1 })
        {
            return Problems.Invalid("file", "Send multipart/form-data with one file: the zip of an exported session.");
        }

        if (upload.Parts[0].File is not { } file)
        {
            return Problems.Coded(
                StatusCodes.Status413PayloadTooLarge, ProblemCodes.TooLarge, $"A zip may have {Limits.ImportMaxBytes >> 20:N0} MB.");
        }

        if (context.Features.Get<IdempotentRequest>() is { } once && await once.BeginAsync(file.Sha256) is { } known)
        {
            return known;
        }

        try
        {
            await using var zip = await ExportZip.OpenAsync(file.Content, import.PictureMaxBytes, cancellationToken);
            return Created(
                await founder.FoundAsync(caller.Id, await import.PlanAsync(caller.Id, zip, cancellationToken), cancellationToken));
        }
        catch (ImportRefusedException refused)
        {
            return Refused(refused);
        }
    }

    /// <summary>Makes a session of the caller's own from a public copy.</summary>
    private static async Task<Results<Created<Session>, ProblemHttpResult>> ForkAsync(
        string id, CurrentUser caller, SnapshotFork fork, SessionFounder founder, ThumbnailJobs jobs, HttpContext context,
        CancellationToken cancellationToken)
    {
        if (await jobs.IsFullAsync(caller.Id))
        {
            return TooMany(context);
        }

        try
        {
            return await fork.PlanAsync(caller.Id, id) is { } plan
                ? Created(await founder.FoundAsync(caller.Id, plan, cancellationToken))
                : Problems.NotFound;
        }
        catch (ImportRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static Created<Session> Created(Session session) => TypedResults.Created(Routes.Session(session.Id), session);

    private static ProblemHttpResult Refused(ImportRefusedException refused) =>
        Problems.Coded(StatusCodes.Status422UnprocessableEntity, RefusedCode, $"{refused.Message} Nothing was imported.");

    private static ProblemHttpResult TooMany(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Problems.Coded(
            StatusCodes.Status429TooManyRequests, "too-many-uploads",
            "Too many of your pictures are still being processed. Wait a little.");
    }
}
