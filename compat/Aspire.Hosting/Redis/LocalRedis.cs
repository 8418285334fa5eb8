using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Redis;

/// <summary>The installed redis-server with the same options as the container, read from its input so that no process list shows the password.</summary>
internal static class LocalRedis
{
    public const string Command = "redis-server";

    public static Launch For(RedisResource redis, string[] args, Dictionary<string, string> environment, string dataDirectory)
    {
        var directory = Path.Combine(dataDirectory, redis.Name);
        Directory.CreateDirectory(directory);
        var settings = new StringBuilder($"""
            bind 127.0.0.1 -::1
            port {redis.PrimaryEndpoint.Port}
            dir "{directory}"
            loglevel warning
            always-show-logo no

            """);
        foreach (var option in Options(args, environment))
        {
            settings.AppendLine(option);
        }

        return new(Command, ["-"], directory, new Dictionary<string, string>())
        {
            Input = settings.ToString(),
            Show = RedisLine.Shorten,
        };
    }

    // "redis-server --save 60 1 --appendonly yes" becomes "save 60 1", "appendonly yes".
    private static IEnumerable<string> Options(string[] args, Dictionary<string, string> environment) =>
        string.Join(' ', args.Where(a => a != "-c"))
            .Split("--", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(option => option != Command)
            .Select(option => Expand(option, environment));

    private static string Expand(string option, Dictionary<string, string> environment) => string.Join(' ', option.Split(' ').Select(word =>
        word.StartsWith('$') ? Quote(environment.GetValueOrDefault(word[1..]) ?? "") : word));

    private static string Quote(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
