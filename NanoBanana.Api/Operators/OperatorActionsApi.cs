using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Operators;

/// <summary>What operators did: to read, to search and to take along, never to change.</summary>
internal static class OperatorActionsApi
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static void MapActions(this IEndpointRouteBuilder operators)
    {
        operators.MapGet(Routes.OperatorActions, ListAsync);
        operators.MapGet(Routes.OperatorActionsExport, ExportAsync);
    }

    /// <summary>
    /// Lists what operators did, newest first: all of it, or what one did (<c>operator</c>), to whom (<c>subject</c>), one kind of it
    /// (<c>action</c>), from a time on (<c>after</c>) or until one (<c>before</c>). A page may have fewer than asked for, and still a
    /// cursor.
    /// </summary>
    private static async Task<Results<Ok<Page<OperatorAction>>, ValidationProblem>> ListAsync(
        [AsParameters] ActionSearchRequest search, OperatorLog log, UserStore users, string? cursor, [PageLimit] int? limit)
    {
        if (!search.IsValid)
        {
            return NoSuchAction();
        }

        var page = await log.ReadAsync(await search.ResolveAsync(users), cursor, limit ?? Limits.PageDefault);
        var names = new Dictionary<string, string?>();
        foreach (var id in page.Items.SelectMany(action => (string[])[action.OperatorId, action.Subject]).Distinct().Where(IsAccount))
        {
            names[id] = (await users.FindAsync(new(id)))?.Username;
        }

        return TypedResults.Ok(new Page<OperatorAction>(
            [.. page.Items.Select(action => action with
            {
                OperatorName = names.GetValueOrDefault(action.OperatorId), SubjectName = names.GetValueOrDefault(action.Subject),
            })],
            page.NextCursor));
    }

    /// <summary>Gives what the same search finds, oldest first, one line of JSON each.</summary>
    private static async Task<Results<PushStreamHttpResult, ValidationProblem>> ExportAsync(
        [AsParameters] ActionSearchRequest search, OperatorLog log, UserStore users)
    {
        if (!search.IsValid)
        {
            return NoSuchAction();
        }

        var wanted = await search.ResolveAsync(users);
        return TypedResults.Stream(
            async stream =>
            {
                await foreach (var action in log.AllAsync(wanted))
                {
                    await JsonSerializer.SerializeAsync(stream, action, ContractJson.Default.OperatorAction);
                    await stream.WriteAsync(LineEnd);
                }
            },
            "application/x-ndjson", "operator-actions.ndjson");
    }

    private static ValidationProblem NoSuchAction() =>
        Problems.Invalid("action", $"There is no such action. Use one of {string.Join(", ", OperatorActions.All)}.");

    private static bool IsAccount(string id) => id.Length > 0 && id != OperatorAction.Console;
}
