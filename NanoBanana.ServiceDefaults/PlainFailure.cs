using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Replaces the developer page, which tells whoever asks the stack, the headers and the cookies. The log has the exception.
/// </summary>
internal sealed class PlainFailure : IDeveloperPageExceptionFilter
{
    /// <summary>Answers with the status alone, and leaves the page out.</summary>
    public Task HandleExceptionAsync(ErrorContext errorContext, Func<ErrorContext, Task> next)
    {
        errorContext.HttpContext.Response.StatusCode = errorContext.Exception is BadHttpRequestException bad
            ? bad.StatusCode
            : StatusCodes.Status500InternalServerError;
        return Task.CompletedTask;
    }
}
