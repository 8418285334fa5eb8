using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Operators;
using NanoBanana.Core;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Operators;

namespace NanoBanana.Api.Operators;

/// <summary>What today's edits cost, and what was refused or failed in the last 24 hours.</summary>
internal static class OperatorCostsApi
{
    public static void MapCosts(this IEndpointRouteBuilder operators)
    {
        operators.MapGet(Routes.OperatorCosts, CostsAsync);
        operators.MapGet(Routes.OperatorFailures, FailuresAsync);
    }

    /// <summary>Gives the cost units that the edits of today (UTC) were charged, by engine and by user, the dearest first.</summary>
    private static async Task<Ok<DailyCosts>> CostsAsync(DailyCharges charges, UserStore users, string? cursor, [PageLimit] int? limit)
    {
        var (skip, size) = (OperatorApi.PlaceIn(cursor), limit ?? Limits.PageDefault);
        var engines = await charges.ByEngineAsync();
        var found = await charges.ByUserAsync(skip, size + 1);
        var accounts = await Task.WhenAll(found.Take(size).Select(async charged =>
            new AccountCost(charged.UserId, (await users.FindAsync(charged.UserId))?.Username ?? "", charged.Units)));
        return TypedResults.Ok(new DailyCosts(
            [.. engines.Select(charged => new EngineCost(charged.Engine, charged.Units))],
            new(accounts, found.Count > size ? Cursors.Encode($"{skip + size}") : null)));
    }

    /// <summary>Counts refusals and failures of the last 24 hours by kind, the most frequent first.</summary>
    private static async Task<Ok<RecentFailures>> FailuresAsync(RecentFailureCounts counts) => TypedResults.Ok(new RecentFailures(
        [.. (await counts.ReadAsync()).Select(failure => new FailureCount(failure.Kind, failure.Code, failure.Count))]));
}
