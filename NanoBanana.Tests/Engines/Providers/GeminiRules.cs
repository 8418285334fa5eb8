namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What Google's service takes of each model, and what a gateway still serves.</summary>
internal sealed record GeminiRules(int MaxPictures, string[] Ratios, string[] Sizes)
{
    private static readonly string[] Ten = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
    private static readonly string[] Fourteen = [.. Ten, "1:4", "4:1", "1:8", "8:1"];

    private static readonly Dictionary<string, GeminiRules> Served = new()
    {
        ["gemini-3-pro-image"] = new(14, Ten, ["1K", "2K", "4K"]),
        ["gemini-3.1-flash-image"] = new(14, Fourteen, ["512", "1K", "2K", "4K"]),
        ["gemini-3.1-flash-lite-image"] = new(14, Fourteen, ["1K"]),
    };

    // Google shut it down on 2 October 2026.
    private static readonly Dictionary<string, GeminiRules> Gone = new() { ["gemini-2.5-flash-image"] = new(3, Ten, []) };

    /// <returns>Null when there is no such model any more.</returns>
    public static GeminiRules? Of(string model, bool isGateway) =>
        Served.GetValueOrDefault(model) ?? (isGateway ? Gone.GetValueOrDefault(model) : null);
}
