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
        CancellationToken cancellationToken)
    {
        if (await users.FindAsync(caller.Id) is not { } user)
        {
            return Problems.NotFound;
        }

        var sensitive = request.NewPassword is not null || request.Email is not null && request.Email != user.Email;
        if (sensitive && (request.CurrentPassword is null
            || !await hasher.VerifyAsync(request.CurrentPassword, user.PasswordHash, cancellationToken)))
        {
            return Problems.Invalid("currentPassword", "Enter your current password to change the e-mail address or the password.");
        }

        var changed = user with
        {
            Username = request.Username ?? user.Username,
            Email = request.Email ?? user.Email,
            PasswordHash = request.NewPassword is { } next ? await hasher.HashAsync(next, cancellationToken) : user.PasswordHash,
        };
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

    private static async Task<Results<NoContent, ValidationProblem>> DeleteAsync(
        [Microsoft.AspNetCore.Mvc.FromBody] DeleteUserRequest request, CurrentUser caller, UserStore users, PasswordHasher hasher,
        AccountErasure erasure, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(caller.Id);
        if (!await hasher.VerifyAsync(request.Password!, user?.PasswordHash, cancellationToken))
        {
            return Problems.Invalid("password", "This is not your password.");
        }

        await erasure.RunAsync(caller.Id);
        return TypedResults.NoContent();
    }
}
