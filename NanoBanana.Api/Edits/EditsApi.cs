using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Api.Edits;

internal static class EditsApi
{
    public static void AddEditIntake(this IServiceCollection services) => services.AddScoped<EditIntake>();

    public static void MapEdits(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Edits").RequireAuthorization();
        group.MapGet(Routes.Engines, ListEnginesAsync);
        group.MapGet(Routes.SessionEdits("{sessionId}"), ListAsync);
        group.MapPost(Routes.SessionEdits("{sessionId}"), CreateAsync).WithMetadata(new Idempotent());
        group.MapGet(Routes.Edits, ListMineAsync);
        group.MapGet(Routes.Edit("{id}"), GetAsync);
        group.MapDelete(Routes.Edit("{id}"), CancelAsync);
        group.MapPost(Routes.RetryEdit("{id}"), RetryAsync).WithMetadata(new Idempotent());
    }

    /// <summary>Lists the image engines, what they can do and what they cost.</summary>
    private static async Task<Ok<IReadOnlyList<EngineInfo>>> ListEnginesAsync(
        CurrentUser caller, EngineCatalogue engines, UnitLedger units)
    {
        var left = await units.LeftTodayAsync(caller.Id);
        return TypedResults.Ok<IReadOnlyList<EngineInfo>>(
            [.. engines.Ids.Select(id => View(id, For(caller, engines.CapabilitiesOf(id)!), left))]);
    }

    /// <summary>Lists the edits of a session.</summary>
    private static async Task<Results<Ok<Page<Edit>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, CurrentUser caller, SessionStore sessions, EditList edits, string? cursor, [PageLimit] int? limit) =>
        await sessions.RoleAsync(caller.Id, sessionId) is null
            ? Problems.NotFound
            : TypedResults.Ok(await edits.OfSessionAsync(sessionId, cursor, limit ?? Limits.PageDefault));

    /// <summary>Lists the caller's edits of all sessions.</summary>
    private static async Task<Results<Ok<Page<Edit>>, ValidationProblem>> ListMineAsync(
        CurrentUser caller, EditList edits, string[]? status, string? cursor, [PageLimit] int? limit,
        CancellationToken cancellationToken) =>
        Statuses(status ?? []) is { } statuses
            ? TypedResults.Ok(await edits.OfUserAsync(caller.Id, statuses, cursor, limit ?? Limits.PageDefault, cancellationToken))
            : Problems.Invalid("status", "Ask for queued, running, succeeded, failed or cancelled; for several by naming status again.");

    /// <summary>Asks for an edit; the answer comes before the work is done.</summary>
    private static async Task<Results<Accepted<Edit>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        SessionId sessionId, CreateEditRequest request, CurrentUser caller, SessionStore sessions, EditIntake intake, HttpRequest http,
        HttpResponse response) =>
        await sessions.RoleAsync(caller.Id, sessionId) switch
        {
            null => Problems.NotFound,
            Role.Viewer => Problems.Forbidden,
            _ => Answer(await intake.AskAsync(caller, sessionId, request, ReaderLanguage.Of(http.HttpContext)), response),
        };

    /// <summary>Gets an edit and its progress.</summary>
    private static async Task<Results<Ok<Edit>, ProblemHttpResult>> GetAsync(EditId id, CurrentUser caller, EditStore edits) =>
        await edits.FindAsync(caller.Id, id) is { } found ? TypedResults.Ok(found.Edit) : Problems.NotFound;

    /// <summary>Cancels an edit.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(EditId id, CurrentUser caller, EditStore edits) =>
        await edits.CancelAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            CommandStatus.Done => Problems.Conflict("It is finished: there is nothing left to cancel."),
            var refusal => Problems.Of(refusal),
        };

    /// <summary>Asks for a finished edit again, with another engine if wanted.</summary>
    private static async Task<Results<Accepted<Edit>, ValidationProblem, ProblemHttpResult>> RetryAsync(
        EditId id, RetryEditRequest? request, CurrentUser caller, EditStore edits, EngineCatalogue engines, EditIntake intake,
        HttpRequest http, HttpResponse response)
    {
        if (await edits.FindAsync(caller.Id, id) is not { } found)
        {
            return Problems.NotFound;
        }

        var (edit, role) = found;
        if (role < Role.Editor)
        {
            return Problems.Forbidden;
        }

        if (!edit.IsFinished())
        {
            return Problems.Conflict("It is not finished yet: wait for it, or cancel it.");
        }

        // Another engine may make fewer at a time.
        var engine = request?.Engine ?? edit.Engine;
        var variants = Math.Min(edit.Variants, engines.CapabilitiesOf(engine)?.MaxVariants ?? edit.Variants);
        var again = EditChoices.Again(edit, variants, engine, engines.CapabilitiesOf(engine));
        return Answer(await intake.AskAsync(caller, edit.SessionId, again, ReaderLanguage.Of(http.HttpContext)), response);
    }

    private static Results<Accepted<Edit>, ValidationProblem, ProblemHttpResult> Answer(EditAnswer answer, HttpResponse response)
    {
        switch (answer)
        {
            case EditAnswer.Queued queued:
                return TypedResults.Accepted(Routes.Edit(queued.Edit.Id), queued.Edit);
            case EditAnswer.Refused refused:
                return Problems.Invalid(refused.Field, refused.Message, refused.Code);
            case EditAnswer.TooExpensive tooExpensive:
                return Problems.From(StatusCodes.Status422UnprocessableEntity, tooExpensive.Problem);
            case EditAnswer.TooMany tooMany:
                response.Headers.RetryAfter = $"{Math.Ceiling(tooMany.Until.TotalSeconds):0}";
                return Problems.Coded(StatusCodes.Status429TooManyRequests, tooMany.Code, tooMany.Detail);
            default:
                return answer is EditAnswer.NotAllowed { Status: CommandStatus.Forbidden } ? Problems.Forbidden : Problems.NotFound;
        }
    }

    /// <returns>Null when one of the names is none.</returns>
    private static EditStatus[]? Statuses(string[] names)
    {
        var statuses = names.Select(name => name switch
        {
            "queued" => EditStatus.Queued,
            "running" => EditStatus.Running,
            "succeeded" => EditStatus.Succeeded,
            "failed" => EditStatus.Failed,
            "cancelled" => EditStatus.Cancelled,
            _ => (EditStatus?)null,
        }).ToList();
        return statuses.Contains(null) ? null : [.. statuses.OfType<EditStatus>()];
    }

    /// <summary>An engine on the network costs the operator money: it is for those who have an account.</summary>
    private static EngineCapabilities For(CurrentUser caller, EngineCapabilities engine) =>
        engine with { Available = engine.Available && !(caller.IsGuest && engine.IsRemote) };

    private static EngineInfo View(string id, EngineCapabilities engine, UnitsLeft left) => new(
        id, engine.Name, engine.Available, engine.TextToImage, engine.Mask, engine.MaxInputs, engine.MaxVariants, engine.Examples,
        engine.TransparentBackground)
    {
        AspectRatios = engine.AspectRatios,
        Sizes = engine.Sizes,
        Qualities = engine.Qualities,
        Seed = engine.Seed,
        Units = engine.Units,
        UnitsByChoice = EditChoices.Prices(engine),
        UnitsLeft = engine.IsRemote ? left.Remote : left.Own,
    };
}
