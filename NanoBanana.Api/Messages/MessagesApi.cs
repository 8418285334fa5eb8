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
        SessionId sessionId, CurrentUser caller, MessageStore messages, string? cursor, [PageLimit] int? limit) =>
        await messages.ReadAsync(caller.Id, sessionId, cursor, limit ?? Limits.MessagesPageDefault) is { } page
            ? new JsonPageResult<Message>(page)
            : Problems.NotFound;

    /// <summary>Posts a message.</summary>
    private static async Task<Results<CreatedJson<Message>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        SessionId sessionId, CreateMessageRequest request, CurrentUser caller, MessageStore messages, DeterministicIdGenerator ids,
        TextRule rule, HttpContext context)
    {
        if (await rule.CountAsync(caller.Id, request.Text, context) is { } tooMuch)
        {
            return tooMuch;
        }

        var id = ids.NextIn(sessionId);
        var result = await messages.CreateAsync(caller.Id, sessionId, id, request.Text ?? "", request.ImageIds ?? []);
        return result switch
        {
            (CommandStatus.Ok, var message) => new CreatedJson<Message>(Routes.Message(id), message),
            (CommandStatus.Unknown, _) => Problems.Invalid("imageIds", "Name images of this session only."),
            var (refusal, _) => Problems.Of(refusal),
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

        var result = await messages.UpdateAsync(caller.Id, id, request.Text);
        return result switch
        {
            (CommandStatus.Ok, { } message) => TypedResults.Ok(message),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Deletes a message.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, CurrentUser caller, MessageStore messages) =>
        await messages.DeleteAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };
}
