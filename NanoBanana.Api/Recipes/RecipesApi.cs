using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Accounts;
using NanoBanana.Api.Errors;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Recipes;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Api.Recipes;

/// <summary>Edits that are saved to be repeated.</summary>
internal static class RecipesApi
{
    public static void MapRecipes(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").WithTags("Recipes").RequireAuthorization();
        group.MapGet(Routes.SessionRecipes("{sessionId}"), ListAsync);
        group.MapPost(Routes.SessionRecipes("{sessionId}"), CreateAsync).WithMetadata(new Idempotent());
        group.MapGet(Routes.Recipe("{id}"), GetAsync);
        group.MapDelete(Routes.Recipe("{id}"), DeleteAsync);
    }

    /// <summary>Lists the recipes of a session and those that the caller keeps.</summary>
    private static async Task<Results<Ok<Page<Recipe>>, ProblemHttpResult>> ListAsync(
        SessionId sessionId, CurrentUser caller, SessionStore sessions, RecipeStore recipes, string? cursor, [PageLimit] int? limit) =>
        await sessions.RoleAsync(caller.Id, sessionId) is null
            ? Problems.NotFound
            : TypedResults.Ok(await recipes.ListAsync(caller.Id, sessionId, cursor, limit ?? Limits.PageDefault));

    /// <summary>Saves the edits on the path between two versions.</summary>
    private static async Task<Results<Created<Recipe>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        SessionId sessionId, CreateRecipeRequest request, CurrentUser caller, SessionStore sessions, RecipeMaker maker, RecipeStore recipes,
        EngineCatalogue engines, DeterministicIdGenerator ids, TimeProvider time, CancellationToken cancellationToken)
    {
        switch (await sessions.RoleAsync(caller.Id, sessionId))
        {
            case null:
                return Problems.NotFound;
            case Role.Viewer:
                return Problems.Forbidden;
        }

        if (string.IsNullOrWhiteSpace(request.Name))
        {
            return Problems.Invalid("name", "Give it a name.");
        }

        var path = await maker.ReadAsync(
            sessionId, request.FromImageId!.Value, request.ToImageId!.Value, request.Masks ?? RecipeMask.Place);
        if (!path.IsFound)
        {
            return Problems.Invalid(path.Problem);
        }

        var isShared = request.Shared ?? true;
        IReadOnlyList<RecipeStep> shown = [.. path.Steps.Select(step => step.Step)];
        var result = await recipes.CreateAsync(
            new(isShared ? ids.NextIn(sessionId) : ids.NextOf(caller.Id), isShared ? sessionId : null, caller.Id,
                request.Name.Trim(), shown, engines.EngineOf(shown), engines.UnitsOf(shown), time.GetUtcNow()),
            path.Steps, cancellationToken);
        return result switch
        {
            (CommandStatus.Ok, { } recipe) => TypedResults.Created(Routes.Recipe(recipe.Id), recipe),
            (CommandStatus.Full, _) => Problems.Conflict($"There are {Limits.RecipesMax} recipes already. Delete some first."),
            var (refusal, _) => Problems.Of(refusal),
        };
    }

    /// <summary>Gets a recipe.</summary>
    private static async Task<Results<Ok<Recipe>, ProblemHttpResult>> GetAsync(string id, CurrentUser caller, RecipeStore recipes) =>
        await recipes.FindAsync(caller.Id, id) is { } found ? TypedResults.Ok(found.Recipe) : Problems.NotFound;

    /// <summary>Deletes a recipe. Its runs go on.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(string id, CurrentUser caller, RecipeStore recipes) =>
        await recipes.DeleteAsync(caller.Id, id) switch
        {
            CommandStatus.Ok => TypedResults.NoContent(),
            var refusal => Problems.Of(refusal),
        };
}
