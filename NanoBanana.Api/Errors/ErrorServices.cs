using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Errors;

/// <summary>Every failure is <c>application/problem+json</c>.</summary>
internal static class ErrorServices
{
    public static void AddErrors(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            NameParameter(context);
            Complete(context.ProblemDetails);
            Count(context);
        });
        services.AddSingleton<FailedRequestMetrics>();
        services.AddSingleton<IProblemDetailsWriter, UnaskedProblemWriter>();
        services.AddExceptionHandler<ProblemWriter>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>A value of the query that has not the right form is refused with a bare 400 before the handler is called.</summary>
    private static void NameParameter(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is { Status: StatusCodes.Status400BadRequest, Detail: null } and not HttpValidationProblemDetails
            && BadParameter.Find(context.HttpContext) is { } name)
        {
            var bare = context.ProblemDetails;
            context.ProblemDetails = Problems.Fields(name, BadParameter.Message);
            (context.ProblemDetails.Type, context.ProblemDetails.Extensions) = (bare.Type, bare.Extensions);
        }
    }

    /// <summary>Names fields as the JSON does, and adds what the framework does not know.</summary>
    private static void Complete(ProblemDetails problem)
    {
        if (problem is HttpValidationProblemDetails { Errors: { Count: > 0 } errors } invalid)
        {
            invalid.Errors = errors.ToDictionary(
                error => string.Join('.', error.Key.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)), error => error.Value);
        }

        problem.Type ??= problem.Status switch
        {
            StatusCodes.Status429TooManyRequests => "https://tools.ietf.org/html/rfc6585#section-4",
            StatusCodes.Status507InsufficientStorage => "https://tools.ietf.org/html/rfc4918#section-11.5",
            _ => "about:blank",
        };
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status ?? StatusCodes.Status500InternalServerError);
        problem.Extensions.TryAdd("code", ProblemCodes.Of(problem.Status));
    }

    /// <summary>What failed here, and not what was refused.</summary>
    private static void Count(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is { Status: >= StatusCodes.Status500InternalServerError } problem)
        {
            context.HttpContext.RequestServices.GetRequiredService<FailedRequestMetrics>().Failed((string)problem.Extensions["code"]!);
        }
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }
}
