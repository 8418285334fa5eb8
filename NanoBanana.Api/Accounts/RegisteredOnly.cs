using NanoBanana.Api.Errors;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Accounts;

/// <summary>Keeps guests from what reaches others or needs a password: sharing, publishing, many edits at once.</summary>
internal sealed class RegisteredOnly : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        CurrentUser.From(context.HttpContext.User) is { IsGuest: true }
            ? Problems.Coded(StatusCodes.Status403Forbidden, ProblemCodes.Guest, "Create an account first: all that you made stays yours.")
            : await next(context);
}
