using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Messages;

namespace NanoBanana.Api.Messages;

internal static class MessagesApi
{
    public static void MapMessages(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Messages").RequireAuthorization();
        group.MapGet(Routes.SessionMessages("{sessionId}"), ListAsync);
        group.MapPost(Routes.SessionMessages("{sessionId}"), CreateAsync).WithMetadata(new Idempotent());
        group.MapPut(Routes.Message("{id}"), UpdateAsync);
        group.MapDelete(Routes.Message("{id}"), DeleteAsync);
    }

    /// <summary>Lists the messages of a session, the newest page first.</summary>
    private static async Task<Results<JsonPageResult<Message>, ProblemHttpResult>> ListAsync(
        string sessionId, CurrentUser caller, MessageStore messages, string? cursor, [PageLimit] int? limit) =>
        await messages.ReadAsync(caller.Id, sessionId, cursor, limit ?? Limits.MessagesPageDefault) is { } page
            ? new JsonPageResult<Message>(page)
            : Problems.NotFound;

    /// <summary>Posts a message.</summary>
    private static async Task<Results<CreatedJson<Message>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        string sessionId, CreateMessageRequest request, CurrentUser caller, MessageStore messages, DeterministicIdGenerator ids,
        TextRule rule, HttpContext context)
    {
        if (await rule.CountAsync(caller.Id, request.Text, context) is { } tooMuch)
        {
            return tooMuch;
        }

        var id = ids.NextIn(sessionId);
        var (outcome, message) = await messages.CreateAsync(caller.Id, sessionId, id, request.Text ?? "", request.ImageIds ?? []);
        return outcome switch
        {
            CommandResult.Ok => new CreatedJson<Message>(Routes.Message(id), message),
            CommandResult.Unknown => Problems.Invalid("imageIds", "Name images of this session only."),
            var refusal => Problems.Of(refusal),
        };
    }

    /// <summary>Changes the text of a message.</summary>
    private static async Task<Results<Ok<Message>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        string id, UpdateMessageRequest request, CurrentUser caller, MessageStore messages, TextRule rule, HttpContext context)
    {
        if (string.IsNullOrWhiteSpace(request.Text))
        {
            return Problems.Invalid("text", "Enter a text.");
        }

        if (await rule.CountAsync(caller.Id, request.Text, context) is { } tooMuch)
        {
            return tooMuch;
        }

        var (outcome, message) = await messages.UpdateAsync(caller.Id, id, request.Text);
        return outcome switch
        {
            CommandResult.Ok => TypedResults.Ok(message),
            var refusal => Problems.Of(refusal),
        };
    }

    /// <summary>Deletes a message.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, CurrentUser caller, MessageStore messages) =>
        await messages.DeleteAsync(caller.Id, id) switch
        {
            CommandResult.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };
}
