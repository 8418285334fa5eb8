using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using StackExchange.Redis;

namespace NanoBanana.Web.Layout;

internal static class ErrorPages
{
    private const string BadForm = "/status/400";

    /// <summary>Pages for people. What fails because Redis is away is a 503: it passes.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = failure => failure switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                _ when IsBadForm(failure) => StatusCodes.Status400BadRequest,
                RedisException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            },
        });
        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            ForgetForm(context);
            return next(context);
        });
    }

    /// <summary>What reading a form throws when the body is none.</summary>
    private static bool IsBadForm(Exception failure) =>
        failure is BadHttpRequestException or InvalidDataException or AntiforgeryValidationException
        || (failure is IOException && failure.StackTrace?.Contains(nameof(FormFeature), StringComparison.Ordinal) is true);

    /// <summary>An error page must not read the form that failed: it would fail again.</summary>
    private static void ForgetForm(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (failure is null && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            return;
        }
        var request = context.Request;
        request.Method = HttpMethods.IsHead(request.Method) ? HttpMethods.Head : HttpMethods.Get;
        request.Path = failure is not null && IsBadForm(failure) ? BadForm : request.Path;
        request.Body = Stream.Null;
        request.ContentLength = null;
        request.ContentType = null;
        context.Features.Set<IFormFeature>(null);
        context.Features.Set<IAntiforgeryValidationFeature>(null);
    }
}
