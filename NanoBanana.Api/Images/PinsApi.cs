using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Messages;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images.Pins;

namespace NanoBanana.Api.Images;

/// <summary>Comments at places of pictures.</summary>
internal static class PinsApi
{
    public static void MapPins(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Pins").RequireAuthorization();
        group.MapGet(Routes.ImagePins("{id}"), ListAsync);
        group.MapPost(Routes.ImagePins("{id}"), CreateAsync).WithMetadata(new Idempotent());
        group.MapGet(Routes.Pin("{id}"), GetAsync);
        group.MapPost(Routes.PinReplies("{id}"), ReplyAsync).WithMetadata(new Idempotent());
        group.MapPut(Routes.Pin("{id}"), UpdateAsync);
        group.MapDelete(Routes.Pin("{id}"), DeleteAsync);
    }

    /// <summary>Lists the pins of a picture, oldest first.</summary>
    private static async Task<Results<Ok<Page<Pin>>, ProblemHttpResult>> ListAsync(
        ImageId id, CurrentUser caller, PinStore pins, string? cursor, [PageLimit] int? limit) =>
        await pins.ListAsync(caller.Id, id, cursor, limit ?? Limits.PageDefault) is { } page ? TypedResults.Ok(page) : Problems.NotFound;

    /// <summary>Puts a comment at a place of a picture.</summary>
    private static async Task<Results<Created<Pin>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        ImageId id, CreatePinRequest request, CurrentUser caller, PinStore pins, DeterministicIdGenerator ids, TextRule rule,
        HttpContext context)
    {
        if (Id.SessionOf(id) is not { } sessionId)
        {
            return Problems.NotFound;
        }

        if (await rule.CountAsync(caller.Id, request.Text, context) is { } tooMuch)
        {
            return tooMuch;
        }

        var result = await pins.CreateAsync(
            caller.Id, id, ids.NextIn(sessionId), request.X!.Value, request.Y!.Value, request.Area, request.Text!);
        return result switch
        {
            (CommandStatus.Ok, { } pin) => TypedResults.Created(Routes.Pin(pin.Id), pin),
            (CommandStatus.Unknown, _) => Problems.Invalid(request.Area is null ? "x" : "area", "Stay inside the picture, in its pixels."),
            (CommandStatus.Full, _) => Problems.Conflict($"This picture has {Limits.ImageMaxPins} pins. Delete some first."),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Gets a pin with its replies.</summary>
    private static async Task<Results<Ok<Pin>, ProblemHttpResult>> GetAsync(string id, CurrentUser caller, PinStore pins) =>
        await pins.FindAsync(caller.Id, id) is { } found ? TypedResults.Ok(found.Pin) : Problems.NotFound;

    /// <summary>Replies to a pin.</summary>
    private static async Task<Results<Created<Pin>, ValidationProblem, ProblemHttpResult>> ReplyAsync(
        string id, ReplyToPinRequest request, CurrentUser caller, PinStore pins, DeterministicIdGenerator ids, TextRule rule,
        HttpContext context)
    {
        if (Id.SessionOf(id) is not { } sessionId)
        {
            return Problems.NotFound;
        }

        if (await rule.CountAsync(caller.Id, request.Text, context) is { } tooMuch)
        {
            return tooMuch;
        }

        var result = await pins.ReplyAsync(caller.Id, id, ids.NextIn(sessionId), request.Text!);
        return result switch
        {
            (CommandStatus.Ok, { } pin) => TypedResults.Created(Routes.Pin(id), pin),
            (CommandStatus.Full, _) => Problems.Conflict($"This pin has {Limits.PinMaxReplies} replies. Put another one."),
            (CommandStatus.Done, _) => Busy,
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Settles a pin, or opens it again.</summary>
    private static async Task<Results<Ok<Pin>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        string id, UpdatePinRequest request, CurrentUser caller, PinStore pins)
    {
        var result = await pins.ResolveAsync(caller.Id, id, request.Resolved!.Value);
        return result switch
        {
            (CommandStatus.Ok, { } pin) => TypedResults.Ok(pin),
            (CommandStatus.Done, _) => Busy,
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Deletes a pin with its replies.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, CurrentUser caller, PinStore pins) =>
        await pins.DeleteAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };

    private static ProblemHttpResult Busy => Problems.Conflict("Others are changing this pin. Read it again and try once more.");
}
