using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Recipes;
using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.UseCases;

/// <summary>Runs a recipe on pictures: judged by what it costs and by who may, before anything is asked for.</summary>
internal sealed class RunStarter(RecipeStore recipes, RunStore runs, SessionStore sessions, EngineCatalogue engines, TimeProvider time)
{
    /// <param name="own">The run's own id, and that of its message.</param>
    public async Task<RunAnswer> StartAsync(
        UserId userId, string recipeId, CreateRunRequest request, Func<string> own, CancellationToken cancellationToken)
    {
        if (await recipes.FindAsync(userId, recipeId) is not { } found || await recipes.StepsAsync(found.Recipe) is not { } steps)
        {
            return new RunAnswer.NotAllowed(CommandStatus.Missing);
        }

        var (recipe, role) = found;
        if (role < Role.Editor)
        {
            return new RunAnswer.NotAllowed(CommandStatus.Forbidden);
        }

        var images = request.ImageIds!.Distinct().ToList();
        if ((recipe.SessionId ?? Id.SessionOf(images[0])) is not { } sessionId || images.Any(id => Id.SessionOf(id) != sessionId)
            || (recipe.SessionId is null && await sessions.RoleAsync(userId, sessionId) is not >= Role.Editor))
        {
            return new RunAnswer.Refused("imageIds", recipe.SessionId is null
                ? "Name images of one session, in which you are an editor."
                : "Name images of the recipe's session.");
        }

        if (engines.MissingOf(recipe.Steps) is { } missing)
        {
            return new RunAnswer.Conflict($"The engine '{missing}' is not set up here any more. Save a recipe with another one.");
        }

        var units = engines.UnitsOf(recipe.Steps);
        if (request.MaxUnits < units)
        {
            return new RunAnswer.Refused("maxUnits", $"One picture costs {units} units. Raise the cap, or leave it out.");
        }

        var row = new RunRow(
            Id.InSession(own(), sessionId), sessionId, recipe.Id, recipe.Name, userId, Id.InSession(own(), sessionId), recipe.Steps,
            engines.EngineOf(recipe.Steps), images.Count, units * images.Count, time.GetUtcNow());
        var created = await runs.CreateAsync(row, steps, images, request.MaxUnits, cancellationToken);
        return created switch
        {
            (CommandStatus.Ok, { } run) => new RunAnswer.Started(run),
            (CommandStatus.Unknown, _) => new RunAnswer.Refused("imageIds", "Name images that are there and not rejected."),
            (CommandStatus.Full, _) => new RunAnswer.Conflict("As many runs go on in this session as may. Wait for one, or cancel one."),
            var (refusal, _) => new RunAnswer.NotAllowed(refusal),
        };
    }
}

/// <summary>What became of starting a run.</summary>
internal abstract record RunAnswer
{
    public sealed record Started(Run Run) : RunAnswer;

    public sealed record Refused(string Field, string Message) : RunAnswer;

    public sealed record Conflict(string Detail) : RunAnswer;

    public sealed record NotAllowed(CommandStatus Status) : RunAnswer;
}
