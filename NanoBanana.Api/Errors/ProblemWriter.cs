using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using NanoBanana.Core;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Scanning;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;

namespace NanoBanana.Api.Errors;

/// <summary>Says of an exception what the caller can do about it; what nobody expected stays a plain 500.</summary>
internal sealed partial class ProblemWriter(IProblemDetailsService problems, ILogger<ProblemWriter> logger) : IExceptionHandler
{
    private const int RetryAfterSeconds = 2;
    private const string Body = "body";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Describe(httpContext, exception) is not { } problem)
        {
            return false;
        }

        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            LogUnavailable(exception);
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString();
        }

        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
    }

    private static ProblemDetails? Describe(HttpContext context, Exception exception) => exception switch
    {
        BadCursorException bad => Problems.Fields("cursor", bad.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problems.TooLarge("Send less than the limit."),
        BadHttpRequestException { InnerException: JsonException json } => Problems.Fields(
            FieldOf(json), "The body is not the JSON that is expected here."),
        BadHttpRequestException bad when bad.StatusCode == StatusCodes.Status400BadRequest =>
            Problems.Fields(BadParameter.Find(context) ?? Body, BadParameter.Message),
        BadHttpRequestException bad => new() { Status = bad.StatusCode, Detail = "The request cannot be read." },
        BusyException busy => Unavailable(busy.Message),
        StorageFullException full => Problems.With(StatusCodes.Status413PayloadTooLarge, StorageFullException.Code, full.Message),
        ObjectStoreFullException => Problems.With(
            StatusCodes.Status507InsufficientStorage, StorageFullException.Code, ObjectStoreFullException.Words),
        ObjectStoreUnavailableException => Unavailable("The image store does not answer. Nothing was changed; try again soon."),
        ScannerUnavailableException => Unavailable(
            "Uploads are scanned for malware, and the scanner does not answer. Nothing was stored; try again soon."),
        _ when RedisFailures.MeansFull(exception) => Problems.With(StatusCodes.Status503ServiceUnavailable, "database-full",
            "The database of this server is full: nothing new can be kept. Reading and deleting still work; tell the operator."),
        _ when RedisFailures.MeansUnavailable(exception) => Unavailable("The database does not answer. Try again soon."),
        _ => null,
    };

    private static ProblemDetails Unavailable(string detail) => new() { Status = StatusCodes.Status503ServiceUnavailable, Detail = detail };

    /// <summary>From a path such as <c>$.imageIds[2]</c>; the body itself is <c>body</c>.</summary>
    private static string FieldOf(JsonException exception) =>
        exception.Path is ['$', '.', .. var path] && path.Split('.', '[')[0] is { Length: > 0 } name ? name : Body;

    [LoggerMessage(LogLevel.Warning, "A request failed because a dependency does not answer", EventName = "problem-writer.unavailable")]
    private partial void LogUnavailable(Exception exception);
}
