using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace NanoBanana.Api.Errors;

/// <summary>Every failure is <c>application/problem+json</c>.</summary>
internal static class ErrorServices
{
    public static void AddErrors(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => NameAsInJson(context.ProblemDetails));
        services.AddExceptionHandler<ProblemWriter>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>Validation names properties; callers know the fields of the JSON.</summary>
    private static void NameAsInJson(ProblemDetails problem)
    {
        if (problem is HttpValidationProblemDetails { Errors: { Count: > 0 } errors } invalid)
        {
            invalid.Errors = errors.ToDictionary(
                error => string.Join('.', error.Key.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)), error => error.Value);
        }
    }

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
    }
}
