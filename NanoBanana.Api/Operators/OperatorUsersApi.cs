using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Operators;

/// <summary>All accounts with what they use, and keeping one out. What people made with them is not shown.</summary>
internal static class OperatorUsersApi
{
    public static void MapUsers(this IEndpointRouteBuilder operators)
    {
        operators.MapGet(Routes.OperatorUsers, ListAsync);
        operators.MapPut(Routes.OperatorUser("{id}"), UpdateAsync);
    }

    /// <summary>Lists the accounts, with what they use.</summary>
    private static async Task<Ok<Page<Account>>> ListAsync(
        UserIndex index, UserStore users, UsageMeter usage, string? cursor, [PageLimit] int? limit)
    {
        var page = await index.ReadAsync(cursor, limit ?? Limits.PageDefault);
        var accounts = await Task.WhenAll(page.Items.Select(id => FindAsync(id, users, usage)));
        return TypedResults.Ok(new Page<Account>([.. accounts.OfType<Account>()], page.NextCursor));
    }

    /// <summary>Disables an account, which signs it out everywhere, or enables it.</summary>
    private static async Task<Results<Ok<Account>, ValidationProblem, ProblemHttpResult>> UpdateAsync(
        string id, UpdateAccountRequest request, CurrentUser caller, UserStore users, DeviceStore devices, UsageMeter usage)
    {
        if (id == caller.Id && request.Disabled == true)
        {
            return Problems.Invalid("disabled", "You cannot lock yourself out.");
        }

        await users.DisableAsync(id, request.Disabled!.Value);
        if (request.Disabled.Value)
        {
            await devices.RemoveAllButAsync(id, null);
        }

        return await FindAsync(id, users, usage) is { } account ? TypedResults.Ok(account) : Problems.NotFound;
    }

    private static async Task<Account?> FindAsync(string id, UserStore users, UsageMeter usage) => await users.FindAsync(id) is { } user
        ? new(user.Id, user.Username, user.CreatedAt, user.IsDisabled, await usage.ReadAsync(id))
        : null;
}
