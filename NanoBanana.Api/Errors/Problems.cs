using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NanoBanana.Contracts;
using NanoBanana.Core;

namespace NanoBanana.Api.Errors;

/// <summary>The failures that handlers answer with.</summary>
internal static class Problems
{
    public static HttpValidationProblemDetails Fields(string field, string message) =>
        new(new Dictionary<string, string[]> { [field] = [message] }) { Status = StatusCodes.Status400BadRequest };

    public static ProblemDetails TooLarge(string detail) => new() { Status = StatusCodes.Status413PayloadTooLarge, Detail = detail };

    /// <param name="code">Where programs have to tell it from other fields that are wrong.</param>
    public static ValidationProblem Invalid(string field, string message, string code = ProblemCodes.Invalid) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }, extensions: [new("code", code)]);

    public static ValidationProblem Invalid(FieldProblem problem) => Invalid(problem.Field, problem.Message);

    public static ProblemHttpResult NotFound { get; } = TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, detail: "There is nothing here, or it is not yours.");

    public static ProblemHttpResult Forbidden { get; } = TypedResults.Problem(
        statusCode: StatusCodes.Status403Forbidden, detail: "Your role in this session does not allow this. Ask its owner.");

    /// <summary>Why nothing was done: the caller may not, or there is nothing.</summary>
    public static ProblemHttpResult Of(CommandStatus refusal) => refusal is CommandStatus.Forbidden ? Forbidden : NotFound;

    /// <param name="what">Such as <c>members</c>.</param>
    public static ProblemHttpResult Full(string what) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, detail: $"This session has as many {what} as it may have. Remove some first.");

    public static ProblemHttpResult Unauthorized(string detail) =>
        TypedResults.Problem(statusCode: StatusCodes.Status401Unauthorized, detail: detail);

    public static ProblemHttpResult Conflict(string detail) =>
        TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, detail: detail);

    private static readonly string[] TakenMessage = ["This is taken; choose another."];

    public static ProblemHttpResult Conflict(string detail, string[] fields) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict, detail: detail,
        extensions: [new("errors", fields.ToDictionary(field => field, _ => TakenMessage))]);

    public static ProblemDetails With(int status, string code, string detail) =>
        new() { Status = status, Detail = detail, Extensions = { ["code"] = code } };

    public static ProblemHttpResult Coded(int status, string code, string detail) =>
        TypedResults.Problem(statusCode: status, detail: detail, extensions: [new("code", code)]);

    /// <summary>A failure with the code that programs look at, as images, edits and batch items carry it.</summary>
    public static ProblemHttpResult From(int status, Contracts.Problem problem) => TypedResults.Problem(
        statusCode: status, title: problem.Title, detail: problem.Detail, extensions: [new("code", problem.Code)]);
}
