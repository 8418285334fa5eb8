using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Operators;

/// <summary>What operators did: to read and to take along, never to change.</summary>
internal static class OperatorActionsApi
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public static void MapActions(this IEndpointRouteBuilder operators)
    {
        operators.MapGet(Routes.OperatorActions, ListAsync);
        operators.MapGet(Routes.OperatorActionsExport, Export);
    }

    /// <summary>Lists what operators did, newest first.</summary>
    private static async Task<Ok<Page<OperatorAction>>> ListAsync(OperatorLog log, string? cursor, [PageLimit] int? limit) =>
        TypedResults.Ok(await log.ReadAsync(cursor, limit ?? Limits.PageDefault));

    /// <summary>Gives all that operators did, oldest first, one line of JSON each.</summary>
    private static PushStreamHttpResult Export(OperatorLog log) => TypedResults.Stream(
        async stream =>
        {
            await foreach (var action in log.AllAsync())
            {
                await JsonSerializer.SerializeAsync(stream, action, ContractJson.Default.OperatorAction);
                await stream.WriteAsync(LineEnd);
            }
        },
        "application/x-ndjson", "operator-actions.ndjson");
}
