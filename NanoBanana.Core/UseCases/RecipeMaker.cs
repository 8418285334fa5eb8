using System.Diagnostics.CodeAnalysis;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Edits.Runs;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Images;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>Finds the steps on the path between two versions: what was asked for, as it was meant.</summary>
internal sealed class RecipeMaker(IDatabase database, Conversation conversation, EngineCatalogue engines)
{
    /// <summary>Goes back from a version to the one that the path begins with.</summary>
    public async Task<RecipePath> ReadAsync(
        SessionId sessionId, ImageId fromImageId, ImageId toImageId, RecipeMask masks)
    {
        if (await FindAsync(sessionId, fromImageId) is null)
        {
            return Refuse("fromImageId", "Name an image of this session that is there.");
        }

        if (await FindAsync(sessionId, toImageId) is not { } image)
        {
            return Refuse("toImageId", "Name an image of this session that is there.");
        }

        var steps = new List<StepRow>();
        while (image.Id != fromImageId)
        {
            if (image.EditId is not { } made || await database.FindEditAsync(sessionId, made) is not { } edit)
            {
                return Refuse("toImageId", "It did not come of the version that the path begins with. Choose one of its later versions.");
            }

            if (steps.Count == Limits.RecipeMaxSteps)
            {
                return Refuse("toImageId", $"A recipe has {Limits.RecipeMaxSteps} steps at most. Choose versions that are nearer.");
            }

            if (edit.RunId is not null)
            {
                return Refuse("toImageId", "A run made a version on this path. Run its recipe, or choose versions before or after it.");
            }

            var (step, before, message) = await StepAsync(edit, masks);
            if (step is null)
            {
                return Refuse("toImageId", message!);
            }

            steps.Insert(0, step);
            if (before is not { } parent || await FindAsync(sessionId, parent) is not { } source)
            {
                return Refuse("toImageId", "It did not come of the version that the path begins with. Choose one of its later versions.");
            }

            image = source;
        }

        return steps.Count > 0 ? new(steps, null)
            : Refuse("toImageId", "Nothing changed between these versions. Choose two different ones.");
    }

    /// <returns>The step and the picture that it began with; or why it cannot be repeated.</returns>
    private async Task<(StepRow? Step, ImageId? Before, string? Message)> StepAsync(Edit edit, RecipeMask masks)
    {
        if (engines.CapabilitiesOf(edit.Engine) is not { } engine)
        {
            return (null, null, $"There is no engine '{edit.Engine}' here any more. Choose versions that others made.");
        }

        if (await conversation.ReadAsync(edit, engine) is not Meaning.Wish { Edit: var meant, Strength: var strength })
        {
            return (null, null, $"\"{edit.Prompt}\" speaks of a picture that is gone. Restore it from the bin, or choose other versions.");
        }

        var inputs = new List<StepInput>();
        foreach (var id in meant.ImageIds.Skip(1))
        {
            if (await FindAsync(edit.SessionId, id) is not { Sha256.Length: > 0 } input)
            {
                return (null, null, Lost(edit));
            }

            inputs.Add(new(input.Sha256, input.ContentType));
        }

        var mask = meant.MaskImageId is { } maskId ? await FindAsync(edit.SessionId, maskId) : null;
        if (meant.MaskImageId is not null && mask is not { Sha256.Length: > 0 } && masks == RecipeMask.Place)
        {
            return (null, null, Lost(edit));
        }

        var step = new RecipeStep(
            meant.Prompt, edit.Engine, meant.MaskImageId is null ? null : masks, inputs.Count, strength == 1 ? null : strength, edit.Asked);
        return (
            new(step, step.Mask == RecipeMask.Place ? mask!.Sha256 : null, inputs, edit.Language),
            meant.ImageIds.Count > 0 ? meant.ImageIds[0] : null, null);
    }

    /// <summary>An image of the session, one in the bin included; where only its place is known, without bytes.</summary>
    private async Task<ImageRow?> FindAsync(SessionId sessionId, ImageId id) =>
        (string?)await database.HashGetAsync(Keys.ImageRows(sessionId), id.Value) is { } row ? ImageStore.Read(row)
        : (string?)await database.HashGetAsync(Keys.ImageBin(sessionId), id.Value) is { } kept ? ImageBin.Read(kept).Image
        : (string?)await database.HashGetAsync(Keys.Tombstones(sessionId), id.Value) is { } gone ? ImageStore.Read(gone)
        : null;

    private static string Lost(Edit edit) =>
        $"The mask or a further picture of \"{edit.Prompt}\" was deleted for good. Choose versions without that step.";

    private static RecipePath Refuse(string field, string message) => new(null, new(field, message));
}

/// <summary>The steps from one version to another, first to last; or why there are none.</summary>
internal sealed record RecipePath(IReadOnlyList<StepRow>? Steps, FieldProblem? Problem)
{
    [MemberNotNullWhen(true, nameof(Steps))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsFound => Steps is not null;
}
