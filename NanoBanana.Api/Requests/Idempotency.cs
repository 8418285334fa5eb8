using System.Security.Cryptography;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts;
using NanoBanana.Core.Ids;

namespace NanoBanana.Api.Requests;

/// <summary>Marks an endpoint that accepts an <c>Idempotency-Key</c>.</summary>
internal sealed class Idempotent;

/// <summary>Answers a repeated creation with the first answer.</summary>
internal static class Idempotency
{
    private const string Header = "Idempotency-Key";

    public static void UseIdempotency(this WebApplication app) => app.Use((context, next) =>
        context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<Idempotent>() is not null
        && context.Request.Headers[Header] is { Count: > 0 } header && CurrentUser.From(context.User) is { } user
            ? AnswerOnceAsync(context, next, metadata, user, header.ToString()) : next(context));

    private static async Task AnswerOnceAsync(
        HttpContext context, RequestDelegate next, EndpointMetadataCollection metadata, CurrentUser user, string key)
    {
        if (key.Length is 0 or > Limits.IdempotencyKeyMaxLength)
        {
            await Problems.Invalid(Header, $"Use 1 to {Limits.IdempotencyKeyMaxLength} characters.").ExecuteAsync(context);
            return;
        }

        var request = new IdempotentRequest(
            context, IdempotencyStore.KeyFor(user.Id, $"{context.Request.Method} {context.Request.Path}", key));
        context.Features.Set(request);
        if (metadata.GetMetadata<StreamedBody>() is null)
        {
            var fingerprint = await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted);
            // A request without a body has nothing to go back in.
            if (context.Request.Body.CanSeek)
            {
                context.Request.Body.Position = 0;
            }

            if (await request.BeginAsync(Convert.ToHexStringLower(fingerprint)) is { } known)
            {
                await known.ExecuteAsync(context);
                return;
            }
        }

        await request.AnswerAsync(next);
    }
}

/// <summary>One request with a key. Endpoints that stream their body begin themselves, once they know what arrived.</summary>
internal sealed class IdempotentRequest(HttpContext context, IdempotencyKey key)
{
    private readonly IdempotencyStore _answers = context.RequestServices.GetRequiredService<IdempotencyStore>();
    private IdempotencyRecord? _begun;

    /// <returns>The answer to give without doing anything; null when the work is to be done now.</returns>
    public async Task<IResult?> BeginAsync(string fingerprint)
    {
        var lease = await _answers.BeginAsync(key, fingerprint);
        if (lease.State == IdempotencyState.Acquired)
        {
            _begun = lease.Record;
            context.RequestServices.GetRequiredService<DeterministicIdGenerator>().Seed(lease.Record.Seed);
            return null;
        }

        return lease.State switch
        {
            IdempotencyState.Completed => new RememberedAnswer(lease.Record),
            IdempotencyState.AccountErased => Problems.Unauthorized("The account is being erased."),
            IdempotencyState.Running => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                detail: "The first request with this Idempotency-Key is still running; ask again."),
            _ => TypedResults.Problem(
                statusCode: StatusCodes.Status422UnprocessableEntity,
                detail: "This Idempotency-Key was used with another body; use a new key."),
        };
    }

    /// <summary>Runs the endpoint and keeps what it answers.</summary>
    public async Task AnswerAsync(RequestDelegate next)
    {
        var response = context.Response;
        var target = response.Body;
        using var body = new MemoryStream();
        response.Body = body;
        try
        {
            await next(context);
        }
        catch when (_begun is not null)
        {
            response.Body = target;
            await _answers.EndAsync(key, _begun, StatusCodes.Status500InternalServerError, null, "");
            throw;
        }
        finally
        {
            response.Body = target;
        }

        if (_begun is not null)
        {
            var text = System.Text.Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length);
            await _answers.EndAsync(key, _begun, response.StatusCode, response.Headers.Location, text);
        }

        body.Position = 0;
        await body.CopyToAsync(target, context.RequestAborted);
    }

    private sealed class RememberedAnswer(IdempotencyRecord answer) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status!.Value;
            response.ContentType = answer.Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
            if (answer.Location is { } location)
            {
                response.Headers.Location = location;
            }

            await response.WriteAsync(answer.Body ?? "", httpContext.RequestAborted);
        }
    }
}
