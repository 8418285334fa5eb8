using System.ComponentModel.DataAnnotations;
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
    /// Lists the accounts with what they use, newest first; with <c>q</c> those whose user name or e-mail address begins so, by name, and
    /// the one with that id.
    /// </summary>
    private static async Task<Ok<Page<Account>>> ListAsync(
        UserIndex index, UserStore users, UsageMeter usage, [StringLength(Limits.EmailMaxLength)] string? q, string? cursor,
        [PageLimit] int? limit)
    {
        var size = limit ?? Limits.PageDefault;
        if (!string.IsNullOrWhiteSpace(q))
        {
            return TypedResults.Ok(await SearchAsync(index, users, usage, q.Trim(), cursor, size));
        }

        var page = await index.ReadAsync(cursor, size);
        var accounts = await Task.WhenAll(page.Items.Select(id => FindAsync(id, users, usage)));
        return TypedResults.Ok(new Page<Account>([.. accounts.OfType<Account>()], page.NextCursor));
    }

    /// <summary>An account that is named whole may not have joined the index yet; it does so now.</summary>
    private static async Task<Page<Account>> SearchAsync(
        UserIndex index, UserStore users, UsageMeter usage, string begin, string? cursor, int limit)
    {
        if (await users.FindAsync(new(begin)) is { } named)
        {
            return new([await ViewAsync(named, usage)], null);
        }

        var exact = cursor is null ? await users.FindByLoginAsync(begin) : null;
        if (exact is not null)
        {
            await index.NoteAsync(exact);
        }

        var page = await index.SearchAsync(begin, cursor, limit, users.FindAsync);

        // An address can be written in two ways, and begins in one.
        var found = page.Items.Count == 0 && exact is not null ? [exact] : page.Items;
        return new(await Task.WhenAll(found.Select(user => ViewAsync(user, usage))), page.NextCursor);
    }

    /// <summary>Disables an account, which signs it out everywhere, or enables it.</summary>
    private static async Task<Results<Ok<Account>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        UserId id, UpdateAccountRequest request, CurrentUser caller, UserStore users, OperatorCommands commands, UsageMeter usage)
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
        UserId id, CurrentUser caller, UserStore users, OperatorCommands commands)
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
        UserId id, CurrentUser caller, UserStore users, OperatorCommands commands) =>
        await users.FindAsync(id) is { IsDisabled: false, IsGuest: false }
            ? TypedResults.Ok(await commands.MakePasswordLinkAsync(caller.Id, id))
            : Problems.NotFound;

    private static async Task<Account> ViewAsync(UserRow user, UsageMeter usage) =>
        new(user.Id, user.Username, user.CreatedAt, user.IsDisabled, await usage.ReadAsync(user.Id));

    private static async Task<Account?> FindAsync(UserId id, UserStore users, UsageMeter usage) =>
        await users.FindAsync(id) is { } user ? await ViewAsync(user, usage) : null;
}
