using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace NanoBanana.AppHost;

/// <summary>How every Redis that we start is set up, in a container or not.</summary>
internal static partial class RedisOptions
{
    /// <summary>Options by name: every write is on disk within a second, and a full memory refuses writes instead of losing keys.</summary>
    public static (string Name, string Value)[] From(IConfiguration settings) =>
    [
        ("appendonly", "yes"),
        ("appendfsync", "everysec"),
        ("save", "60 1000"),
        ("maxmemory", MaxMemory(settings)),
        ("maxmemory-policy", "noeviction"),
    ];

    private static string MaxMemory(IConfiguration settings) => settings.Given("REDIS_MAXMEMORY") switch
    {
        null => "1gb",
        var size when Size().IsMatch(size) => size,
        var other => throw new DistributedApplicationException(
            $"REDIS_MAXMEMORY is '{other}'; set it to a size such as 512mb or 4gb, or to 0 for no limit."),
    };

    [GeneratedRegex("^[0-9]{1,15}([kmg]b?|b)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Size();
}
