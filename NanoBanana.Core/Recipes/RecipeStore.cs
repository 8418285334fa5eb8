using System.Text;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Recipes;

/// <summary>
/// The recipes of sessions, and those that users keep for themselves. The id of a kept one ends with its user's id, as that of another
/// does with
/// its session's.
/// </summary>
internal sealed class RecipeStore(
    IDatabase database, SessionStore sessions, SessionTransaction transaction, ObjectReferences references, StorageQuota quota)
{
    private static readonly SessionScript CreateScript = SessionScript.Load("recipes/create");
    private static readonly SessionScript DeleteScript = SessionScript.Load("recipes/delete");
    private static readonly RedisScript KeepScript = RedisScript.Load("recipes/keep");

    /// <summary>Saves a recipe; saving it again changes nothing.</summary>
    public async Task<CommandResult<Recipe>> CreateAsync(
        Recipe recipe, IReadOnlyList<StepRow> steps, CancellationToken cancellationToken)
    {
        foreach (var sha256 in StepRow.HashesOf(steps))
        {
            await references.LookAfterAsync(sha256);
            await references.TakeAsync(sha256, recipe.Id, cancellationToken);
        }

        var (row, step) = (RecipeRow.Write(recipe), StepRow.Write(steps));
        if (recipe.SessionId is not { } sessionId)
        {
            return ScriptReply.From((await KeepScript.EvaluateAsync(
                database, [Keys.User(recipe.AuthorId), Keys.KeptRecipes(recipe.AuthorId), Keys.KeptRecipeSteps(recipe.AuthorId)],
                recipe.Id, row, step, Limits.RecipesMax)).Items()).Read(RecipeRow.Read);
        }

        await using var place = await quota.TakeTextAsync(sessionId, Encoding.UTF8.GetByteCount(row + step));
        var reply = await transaction.CommitAsync(
            CreateScript, sessionId, recipe.AuthorId, Role.Editor, [Keys.Recipes(sessionId), Keys.RecipeSteps(sessionId)],
            [recipe.Id, row, step, Limits.RecipesMax]);
        return reply.Read(RecipeRow.Read);
    }

    /// <summary>The recipe and the user's role, owner of what they keep; null unless they may see it.</summary>
    public async Task<RecipeAccess?> FindAsync(UserId userId, string id)
    {
        if (Id.ScopeOf(id) is not { } scope)
        {
            return null;
        }

        if (scope == userId)
        {
            return (string?)await database.HashGetAsync(Keys.KeptRecipes(userId), id) is { } kept
                ? new(RecipeRow.Read(kept), Role.Owner) : null;
        }

        var sessionId = new SessionId(scope);
        return await sessions.RoleAsync(userId, sessionId) is { } role
            && (string?)await database.HashGetAsync(Keys.Recipes(sessionId), id) is { } row ? new(RecipeRow.Read(row), role) : null;
    }

    /// <summary>What the steps of a recipe need; null when it is gone.</summary>
    public async Task<IReadOnlyList<StepRow>?> StepsAsync(Recipe recipe) =>
        (string?)await database.HashGetAsync(StepsKey(recipe), recipe.Id) is { } steps ? StepRow.Read(steps) : null;

    /// <summary>Those of a session and those that the user keeps, newest first.</summary>
    public async Task<Page<Recipe>> ListAsync(UserId userId, SessionId sessionId, string? cursor, int limit)
    {
        var after = cursor is null ? null : Cursors.Decode(cursor);
        if (after is not null && Id.SessionOf(after) is null)
        {
            throw new BadCursorException();
        }

        var rows = await Task.WhenAll(
            database.HashGetAllAsync(Keys.Recipes(sessionId)), database.HashGetAllAsync(Keys.KeptRecipes(userId)));
        return rows.SelectMany(found => found).Where(row => after is null || string.CompareOrdinal(row.Name.Text(), after) < 0)
            .OrderByDescending(row => row.Name.Text(), StringComparer.Ordinal).Take(limit + 1)
            .Select(row => RecipeRow.Read(row.Value.Text())).ToList()
            .ToPage(limit, recipe => Cursors.Encode(recipe.Id));
    }

    /// <summary>Deletes a recipe for who saved it, or for the owner of its session. Its runs go on.</summary>
    public async Task<CommandStatus> DeleteAsync(UserId userId, string id)
    {
        if (await FindAsync(userId, id) is not { } found || await StepsAsync(found.Recipe) is not { } steps)
        {
            return CommandStatus.Missing;
        }

        var (recipe, role) = found;
        if (role < Role.Editor || (role < Role.Owner && recipe.AuthorId != userId))
        {
            return CommandStatus.Forbidden;
        }

        var status = recipe.SessionId is { } sessionId
            ? (await transaction.CommitAsync(
                DeleteScript, sessionId, userId, Role.Editor, [Keys.Recipes(sessionId), Keys.RecipeSteps(sessionId)],
                [id, $$"""{"id":"{{id}}"}"""])).Status
            : await ForgetAsync(userId, id);
        if (status == CommandStatus.Ok)
        {
            await references.GiveBackAllAsync(StepRow.HashesOf(steps), id);
        }

        return status;
    }

    /// <summary>Removes all recipes of a session, and gives back what they refer to.</summary>
    public Task EraseAsync(SessionId sessionId) => EraseAsync(Keys.Recipes(sessionId), Keys.RecipeSteps(sessionId));

    /// <summary>Removes all that a user keeps.</summary>
    public Task EraseKeptAsync(UserId userId) => EraseAsync(Keys.KeptRecipes(userId), Keys.KeptRecipeSteps(userId));

    private async Task EraseAsync(RedisKey rows, RedisKey steps)
    {
        foreach (var entry in await database.HashGetAllAsync(steps))
        {
            await references.GiveBackAllAsync(StepRow.HashesOf(StepRow.Read(entry.Value.Text())), entry.Name.Text());
        }

        await database.KeyDeleteAsync([rows, steps]);
    }

    /// <summary>One key after the other: what a crash leaves has no row, and so no reader.</summary>
    private async Task<CommandStatus> ForgetAsync(UserId userId, string id)
    {
        var isThere = await database.HashDeleteAsync(Keys.KeptRecipes(userId), id);
        await database.HashDeleteAsync(Keys.KeptRecipeSteps(userId), id);
        return isThere ? CommandStatus.Ok : CommandStatus.Missing;
    }

    private static RedisKey StepsKey(Recipe recipe) =>
        recipe.SessionId is { } session ? Keys.RecipeSteps(session) : Keys.KeptRecipeSteps(recipe.AuthorId);
}

/// <summary>A recipe and the role of who asks for it.</summary>
internal readonly record struct RecipeAccess(Recipe Recipe, Role Role);
