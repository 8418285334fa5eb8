using System.Text.Json;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Engines;

namespace NanoBanana.Core.Edits.Runs;

/// <summary>A step of a recipe with the bytes that it needs.</summary>
/// <param name="MaskSha256">Of the mask that is scaled to each picture.</param>
/// <param name="Inputs">Further pictures that the engine is shown.</param>
/// <param name="Language">Of the one who asked for it, where there are answers in it.</param>
internal sealed record StepRow(RecipeStep Step, string? MaskSha256, IReadOnlyList<StepInput> Inputs, string? Language)
{
    /// <summary>The hashes of all bytes that the steps need.</summary>
    public static IReadOnlyList<string> HashesOf(IEnumerable<StepRow> steps) =>
        [.. steps.SelectMany(step => step.Inputs.Select(input => input.Sha256).Append(step.MaskSha256)).OfType<string>().Distinct()];

    public static IReadOnlyList<StepRow> Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.IReadOnlyListStepRow)!;

    public static string Write(IReadOnlyList<StepRow> steps) => JsonSerializer.Serialize(steps, RowJson.Rows.IReadOnlyListStepRow);
}

/// <summary>A picture that an engine is shown beside the one it changes.</summary>
internal sealed record StepInput(string Sha256, string ContentType);

/// <summary>What the steps of a recipe need and cost.</summary>
internal static class Steps
{
    /// <summary>What one picture costs: each answer from the network, and once what is computed here.</summary>
    public static int UnitsOf(this EngineCatalogue engines, IEnumerable<RecipeStep> steps)
    {
        var (remote, local) = (0, 0);
        foreach (var step in steps)
        {
            if (engines.CapabilitiesOf(step.Engine) is { } engine)
            {
                var units = engine.UnitsFor(step.Prompt, step.Choices);
                (remote, local) = engine.IsRemote ? (remote + units, local) : (remote, Math.Max(local, units));
            }
        }

        return remote + local;
    }

    /// <summary>The first engine on the network, which decides about the lane; else the first.</summary>
    public static string EngineOf(this EngineCatalogue engines, IReadOnlyList<RecipeStep> steps) =>
        (steps.FirstOrDefault(step => engines.CapabilitiesOf(step.Engine) is { IsRemote: true }) ?? steps[0]).Engine;

    /// <summary>The first engine that is not set up here any more; null where all are.</summary>
    public static string? MissingOf(this EngineCatalogue engines, IEnumerable<RecipeStep> steps) =>
        steps.FirstOrDefault(step => engines.CapabilitiesOf(step.Engine) is not { Available: true })?.Engine;

    /// <summary>The words of all steps, as the prompt of an edit.</summary>
    public static string WordsOf(IReadOnlyList<RecipeStep> steps, int longest)
    {
        var words = string.Join("; ", steps.Select(step => step.Prompt));
        return words.Length > longest ? string.Concat(words.AsSpan(0, longest - 1), "…") : words;
    }
}
