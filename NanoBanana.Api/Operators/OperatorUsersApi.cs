using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Operators;

/// <summary>All accounts with what they use, and keeping one out. What people made with them is not shown.</summary>
internal static class OperatorUsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder operators)
    {
        operators.MapGet(Routes.OperatorUsers, ListAsync);
        operators.MapPut(Routes.OperatorUser("{id}"), UpdateAsync);
        operators.MapDelete(Routes.OperatorUserDevices("{id}"), SignOutAsync);
        operators.MapPost(Routes.OperatorUserPasswordLink("{id}"), MakePasswordLinkAsync);
    }

    /// <summary>
    /// Lists the accounts with what they use, newest first; with <c>q</c> the one that has this user name, e-mail address or id.
    /// </summary>
    private static async Task<Ok<Page<Account>>> ListAsync(
        UserIndex index, UserStore users, UsageMeter usage, string? q, string? cursor, [PageLimit] int? limit)
    {
        if (!string.IsNullOrWhiteSpace(q))
        {
            var found = await users.FindByLoginAsync(q.Trim()) ?? await users.FindAsync(q.Trim());
            return TypedResults.Ok(new Page<Account>(found is null ? [] : [await ViewAsync(found, usage)], null));
        }

        var page = await index.ReadAsync(cursor, limit ?? Limits.PageDefault);
        var accounts = await Task.WhenAll(page.Items.Select(id => FindAsync(id, users, usage)));
        return TypedResults.Ok(new Page<Account>([.. accounts.OfType<Account>()], page.NextCursor));
    }

    /// <summary>Disables an account, which signs it out everywhere, or enables it.</summary>
    private static async Task<Results<Ok<Account>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        string id, UpdateAccountRequest request, CurrentUser caller, UserStore users, OperatorCommands commands, UsageMeter usage)
    {
        if (id == caller.Id && request.Disabled == true)
        {
            return Problems.Invalid("disabled", "You cannot lock yourself out.");
        }

        if (await users.FindAsync(id) is null)
        {
            return Problems.NotFound;
        }

        await commands.DisableAsync(caller.Id, id, request.Disabled!.Value);
        return await FindAsync(id, users, usage) is { } account ? TypedResults.Ok(account) : Problems.NotFound;
    }

    /// <summary>Signs an account out on all of its devices.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        string id, CurrentUser caller, UserStore users, OperatorCommands commands)
    {
        if (await users.FindAsync(id) is null)
        {
            return Problems.NotFound;
        }

        await commands.SignOutAsync(caller.Id, id);
        return TypedResults.NoContent();
    }

    /// <summary>Makes a link with which an account gets a new password, once and within 15 minutes.</summary>
    private static async Task<Results<Ok<PasswordLink>, ProblemHttpResult>> MakePasswordLinkAsync(
        string id, CurrentUser caller, UserStore users, OperatorCommands commands) =>
        await users.FindAsync(id) is { IsDisabled: false }
            ? TypedResults.Ok(await commands.MakePasswordLinkAsync(caller.Id, id))
            : Problems.NotFound;

    private static async Task<Account> ViewAsync(UserRow user, UsageMeter usage) =>
        new(user.Id, user.Username, user.CreatedAt, user.IsDisabled, await usage.ReadAsync(user.Id));

    private static async Task<Account?> FindAsync(string id, UserStore users, UsageMeter usage) =>
        await users.FindAsync(id) is { } user ? await ViewAsync(user, usage) : null;
}
