using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Operators;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Accounts;

/// <summary>The caller's own account.</summary>
internal static class AccountsApi
{
    /// <summary>How often a change is tried on an account that changes meanwhile.</summary>
    private const int Turns = 10;

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapSignIn();
        app.MapGuests();
        app.MapPasswordReset();
        app.MapDevices();
        app.MapBlocks();
        var group = app.MapGroup(Routes.Me).WithTags("Accounts").RequireAuthorization();
        group.MapGet("", GetAsync);
        group.MapPut("", UpdateAsync).AddEndpointFilter<RegisteredOnly>();
        group.MapDelete("", DeleteAsync);
        group.MapGet("/usage", GetUsageAsync);
    }

    /// <summary>Gets the caller's account, and tells an operator that he is one.</summary>
    private static async Task<Results<Ok<User>, ProblemHttpResult>> GetAsync(CurrentUser caller, UserStore users, OperatorAccess operators)
    {
        var isOperator = operators.WasOperatorAsync(caller.Id);
        var user = (await users.FindAsync(caller.Id))?.ToContract();
        return (user, await isOperator) switch
        {
            (null, _) => Problems.NotFound,
            (_, true) => TypedResults.Ok(user with { Operator = true }),
            _ => TypedResults.Ok(user),
        };
    }

    /// <summary>Tells what the caller uses, and the limits.</summary>
    private static async Task<Ok<Usage>> GetUsageAsync(CurrentUser caller, UsageMeter usage) =>
        TypedResults.Ok(await usage.ReadAsync(caller.Id));

    /// <summary>Changes the caller's name, e-mail address or password.</summary>
    private static async Task<Results<Ok<User>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        UpdateUserRequest request, CurrentUser caller, UserStore users, PasswordHasher hasher, PasswordCheck passwords, TimeProvider time,
        HttpContext context, CancellationToken cancellationToken)
    {
        string? proven = null, hash = null;
        var username = UserNames.Clean(request.Username);
        for (var left = Turns; left > 0; left--)
        {
            if (await users.FindAsync(caller.Id) is not { } user)
            {
                return Problems.NotFound;
            }

            var sensitive = request.NewPassword is not null || request.Email is not null && request.Email != user.Email;
            if (sensitive && proven != user.PasswordHash)
            {
                if (await ProveAsync(user, request.CurrentPassword, passwords, context) is { } refusal)
                {
                    return refusal;
                }

                proven = user.PasswordHash;
            }

            if (request.NewPassword is { } next)
            {
                if (PasswordRules.Refuse(next, username ?? user.Username, request.Email ?? user.Email) is { } reason)
                {
                    return Problems.Invalid("newPassword", reason);
                }

                hash ??= await hasher.HashAsync(next, HashingLane.Account, cancellationToken);
            }

            var update = await users.UpdateAsync(
                user, new(username, request.Email, hash) { KeepDevice = hash is null ? null : caller.DeviceId });
            if (update.User is { } changed)
            {
                return TypedResults.Ok(changed.ToContract());
            }

            if (update.Taken.Count > 0)
            {
                return SignInApi.Taken(update.Taken);
            }

            // Somebody changed the account since it was read: it is read, and the password asked for, again.
            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(10, 100)), time, cancellationToken);
        }

        throw new BusyException("Your account is being changed elsewhere at this moment. Try again soon.");
    }

    /// <summary>Deletes the caller's account and all it owns.</summary>
    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> DeleteAsync(
        [Microsoft.AspNetCore.Mvc.FromBody] DeleteUserRequest request, CurrentUser caller, UserStore users, PasswordCheck passwords,
        AccountErasure erasure, HttpContext context)
    {
        var user = await users.FindAsync(caller.Id);
        var (isRight, locked) = await passwords.VerifyAsync(user, caller.Username, request.Password!, HashingLane.Account, context);
        if (!isRight || !await erasure.BeginAsync(user!))
        {
            return locked is not null ? locked : Problems.Invalid("password", "This is not your password.");
        }

        return TypedResults.NoContent();
    }

    /// <returns>Why the password does not count; null when it is right.</returns>
    private static async Task<Results<Ok<User>, ValidationProblem, ProblemHttpResult>?> ProveAsync(
        UserRow user, string? password, PasswordCheck passwords, HttpContext context)
    {
        var (isRight, locked) = password is null
            ? default : await passwords.VerifyAsync(user, user.Username, password, HashingLane.Account, context);
        return isRight ? null : locked is not null ? locked
            : Problems.Invalid("currentPassword", "Enter your current password to change the e-mail address or the password.");
    }
}
