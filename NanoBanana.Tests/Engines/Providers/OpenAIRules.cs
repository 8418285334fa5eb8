using System.Globalization;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What OpenAI's service takes of each model, and the words it refuses with.</summary>
internal sealed record OpenAIRules(bool FreeSizes, string[] Qualities, bool InputFidelity, bool Transparent)
{
    private const int FewestPixels = 655_360;
    private const int MostPixels = 8_294_400;

    private static readonly string[] Three = ["low", "medium", "high", "auto"];
    private static readonly string[] Five = ["low", "medium", "high", "xhigh", "max", "auto"];
    private static readonly string[] FixedSizes = ["1024x1024", "1024x1536", "1536x1024", "auto"];

    private static readonly Dictionary<string, OpenAIRules> Served = new()
    {
        ["gpt-image-1"] = new(false, Three, true, true),
        ["gpt-image-1-mini"] = new(false, Three, false, true),
        ["gpt-image-1.5"] = new(false, Three, true, true),
        ["gpt-image-2"] = new(true, Three, false, true),
        ["gpt-image-2-2026-04-21"] = new(true, Three, false, true),
        ["gpt-image-2.5-flare"] = new(true, Five, false, true),
        ["gpt-image-2.5-sunburst"] = new(true, Five, false, true),
        // None that there is: what the client knows nothing of takes the least.
        ["gpt-image-next"] = new(false, Three, false, false),
    };

    public static OpenAIRules Of(string model) => Served.GetValueOrDefault(model)
        ?? throw new OpenAIRefusal(404, $"The model '{model}' does not exist.", "model_not_found", "model");

    public void Check(string model, IReadOnlyDictionary<string, string> fields)
    {
        CheckSize(fields.GetValueOrDefault("size") ?? "auto");
        var quality = fields.GetValueOrDefault("quality") ?? "auto";
        Require(Qualities.Contains(quality), $"Invalid value: '{quality}'. Supported values are: {Quoted(Qualities)}.", "quality");
        if (fields.ContainsKey("input_fidelity") && !InputFidelity)
        {
            var words = $"The model '{model}' does not support the 'input_fidelity' parameter.";
            throw new OpenAIRefusal(400, words, "invalid_input_fidelity_model", "input_fidelity");
        }

        var background = fields.GetValueOrDefault("background") ?? "auto";
        Require(background is "auto" or "opaque" or "transparent", $"Invalid value: '{background}'.", "background");
        Require(background != "transparent" || Transparent, "Transparent background is not supported for this model.", "background");
        Require(background != "transparent" || fields.GetValueOrDefault("output_format") is null or "png" or "webp",
            "Transparent background is not supported for output format 'jpeg'.", "background");
    }

    private void CheckSize(string size)
    {
        if (FixedSizes.Contains(size))
        {
            return;
        }

        Require(FreeSizes, $"Invalid value: '{size}'. Supported values are: {Quoted(FixedSizes)}.", "size");
        var sides = size.Split('x').Select(side => int.TryParse(side, CultureInfo.InvariantCulture, out var pixels) ? pixels : 0).ToArray();
        Require(sides.Length == 2 && sides.All(side => side > 0), $"Invalid size '{size}'.", "size");
        var (width, height) = (sides[0], sides[1]);
        Require(width % 16 == 0 && height % 16 == 0, $"Invalid size '{size}'. Width and height must both be divisible by 16.", "size");
        Require(Math.Max(width, height) <= 3840, $"Invalid size '{size}'. The longest edge must be less than or equal to 3840.", "size");
        Require(
            width <= 3 * height && height <= 3 * width,
            $"Invalid size '{size}'. The aspect ratio must be between 1:3 and 3:1.", "size");
        Require(
            width * height >= FewestPixels,
            $"Invalid size '{size}'. Requested resolution is below the current minimum pixel budget.", "size");
        Require(width * height <= MostPixels, $"Invalid size '{size}'. Requested resolution exceeds the current pixel budget.", "size");
    }

    private static string Quoted(string[] values) => string.Join(", ", values.Select(value => $"'{value}'"));

    private static void Require(bool holds, string otherwise, string parameter)
    {
        if (!holds)
        {
            throw new OpenAIRefusal(400, otherwise, "invalid_value", parameter);
        }
    }
}
