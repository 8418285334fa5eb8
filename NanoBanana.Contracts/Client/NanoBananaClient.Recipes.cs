using NanoBanana.Contracts.Recipes;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>A page of the recipes of a session and of those that the caller keeps, newest first.</summary>
    public Task<Page<Recipe>> ListRecipesAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionRecipes(sessionId), cursor, limit), ContractJson.Default.PageRecipe, cancellationToken);

    /// <summary>Saves the edits between two versions; viewers may not (403).</summary>
    public async Task<Recipe> CreateRecipeAsync(
        SessionId sessionId, CreateRecipeRequest recipe, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.SessionRecipes(sessionId), recipe, ContractJson.Default.CreateRecipeRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Recipe, cancellationToken);
    }

    /// <summary>One recipe.</summary>
    public Task<Recipe> GetRecipeAsync(string recipeId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Recipe(recipeId), ContractJson.Default.Recipe, cancellationToken);

    /// <summary>Deletes a recipe; only who saved it and the owner of the session may. Its runs go on.</summary>
    public Task DeleteRecipeAsync(string recipeId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Recipe(recipeId), cancellationToken);

    /// <summary>Runs a recipe on pictures.</summary>
    public async Task<Run> StartRunAsync(
        string recipeId, CreateRunRequest run, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.RecipeRuns(recipeId), run, ContractJson.Default.CreateRunRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Run, cancellationToken);
    }

    /// <summary>A page of the runs of a session, newest first, without their failures.</summary>
    public Task<Page<Run>> ListRunsAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionRuns(sessionId), cursor, limit), ContractJson.Default.PageRun, cancellationToken);

    /// <summary>One run, with its failures.</summary>
    public Task<Run> GetRunAsync(string runId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Run(runId), ContractJson.Default.Run, cancellationToken);

    /// <summary>Pauses a run, or lets it go on.</summary>
    public async Task<Run> UpdateRunAsync(string runId, UpdateRunRequest update, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Run(runId), update, ContractJson.Default.UpdateRunRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Run, cancellationToken);
    }

    /// <summary>Tries the failed pictures of a run once more; only who started it may.</summary>
    public async Task<Run> RetryRunAsync(string runId, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.RetryRun(runId));
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Run, cancellationToken);
    }

    /// <summary>Cancels a run; its results so far stay.</summary>
    public Task CancelRunAsync(string runId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Run(runId), cancellationToken);
}
