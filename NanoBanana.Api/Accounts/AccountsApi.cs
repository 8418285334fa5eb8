using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Accounts;

/// <summary>The caller's own account.</summary>
internal static class AccountsApi
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
        app.MapDevices();
        var group = app.MapGroup(Routes.Me).WithTags("Accounts").RequireAuthorization();
        group.MapGet("", GetAsync);
        group.MapPut("", UpdateAsync);
        group.MapDelete("", DeleteAsync);
        group.MapGet("/usage", GetUsageAsync);
    }

    private static async Task<Results<Ok<User>, ProblemHttpResult>> GetAsync(CurrentUser caller, UserStore users) =>
        await users.FindAsync(caller.Id) is { } user ? TypedResults.Ok(user.ToContract()) : Problems.NotFound;

    private static async Task<Ok<Usage>> GetUsageAsync(CurrentUser caller, UsageMeter usage) =>
        TypedResults.Ok(await usage.ReadAsync(caller.Id));

    private static async Task<Results<Ok<User>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        UpdateUserRequest request, CurrentUser caller, UserStore users, DeviceStore devices, PasswordHasher hasher,
        PasswordCheck passwords, HttpContext context, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(caller.Id) is not { } user)
        {
            return Problems.NotFound;
        }

        var sensitive = request.NewPassword is not null || request.Email is not null && request.Email != user.Email;
        if (sensitive)
        {
            var (isRight, locked) = request.CurrentPassword is { } current
                ? await passwords.RunAsync(user, user.Username, current, context) : default;
            if (!isRight)
            {
                return locked is not null ? locked
                    : Problems.Invalid("currentPassword", "Enter your current password to change the e-mail address or the password.");
            }
        }

        var changed = user with { Username = request.Username ?? user.Username, Email = request.Email ?? user.Email };
        if (request.NewPassword is { } next)
        {
            if (PasswordRules.Refuse(next, changed.Username, changed.Email) is { } reason)
            {
                return Problems.Invalid("newPassword", reason);
            }

            changed = changed with { PasswordHash = await hasher.HashAsync(next, cancellationToken) };
        }

        if (await users.UpdateAsync(user, changed) is { Length: > 0 } taken)
        {
            return SignInApi.Taken(taken);
        }

        if (request.NewPassword is not null)
        {
            await devices.RemoveAllButAsync(user.Id, caller.DeviceId);
        }

        return TypedResults.Ok(changed.ToContract());
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> DeleteAsync(
        [Microsoft.AspNetCore.Mvc.FromBody] DeleteUserRequest request, CurrentUser caller, UserStore users, PasswordCheck passwords,
        AccountErasure erasure, HttpContext context)
    {
        var user = await users.FindAsync(caller.Id);
        var (isRight, locked) = await passwords.RunAsync(user, caller.Username, request.Password!, context);
        if (!isRight)
        {
            return locked is not null ? locked : Problems.Invalid("password", "This is not your password.");
        }

        await erasure.RunAsync(caller.Id);
        return TypedResults.NoContent();
    }
}
