using System.Text.RegularExpressions;

namespace Aspire.Hosting.Redis;

/// <summary>What Redis says, without its process id and date, which every line here would repeat, and without its greeting.</summary>
internal static partial class RedisLine
{
    private static readonly string[] Greeting =
        ["Reading config", "oO0OoO0OoO0Oo", "Redis version=", "Configuration loaded", "Server initialized", "Memory overcommit"];

    public static string? Shorten(string line)
    {
        var text = Stamp().Replace(line, "");
        return Greeting.Any(part => text.Contains(part, StringComparison.Ordinal)) ? null : text;
    }

    [GeneratedRegex(@"^\d+:[A-Z] .{10,40}? [.*#-] |^\d+:signal-handler \(\d+\) ")]
    private static partial Regex Stamp();
}
