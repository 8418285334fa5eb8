using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines;

/// <summary>Finds out whether words, English or Chinese, ask for one of the resolutions that models sell at a higher price.</summary>
internal static partial class RequestedResolution
{
    /// <returns><c>2K</c>, <c>4K</c> or null.</returns>
    public static string? In(string prompt) =>
        Resolution().Match(prompt) is { Success: true } match ? match.Groups["size"].Value.ToUpperInvariant() : null;

    [GeneratedRegex("""
        \bin\s+(?<size>[24]k)\b
        | \b(?<size>[24]k)\s+(resolution|version|size|image|picture|wallpaper)\b
        | (?<size>[24]k)\s*的?分辨率
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Resolution();
}
