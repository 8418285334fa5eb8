using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Accounts;
using StackExchange.Redis;

namespace NanoBanana.Api.Accounts;

/// <summary>In production, refuses secrets that everybody knows: those of examples and those that software comes with.</summary>
internal sealed partial class ProductionSecrets(
    IHostEnvironment environment, IConfiguration configuration, ILogger<ProductionSecrets> logger) : IValidateOptions<JwtOptions>
{
    private static readonly string[] Defaults =
    [
        "admin", "changeme", "default", "foobared", "guest", "minioadmin", "nanobanana", "nano-banana", "pass", "password", "redis",
        "root", "secret", "test",
    ];

    private static readonly string[] StoreKeys = ["AWS_SECRET_ACCESS_KEY", "ALIYUN_ACCESS_KEY_SECRET"];

    public ValidateOptionsResult Validate(string? name, JwtOptions options)
    {
        if (!environment.IsProduction())
        {
            return ValidateOptionsResult.Skip;
        }

        var redis = configuration.GetConnectionString(RedisConnections.Name) is { Length: > 0 } connection
            ? ConfigurationOptions.Parse(connection).Password : null;
        if (string.IsNullOrEmpty(redis))
        {
            LogOpenRedis();
        }

        string[] failures =
        [
            .. Placeholder().IsMatch(options.Secret)
                ? (string[])["JWT_SECRET is that of an example. Set it to random bytes, for example with: openssl rand -base64 48"] : [],
            .. IsDefault(redis) ? (string[])["The password of Redis (REDIS_PASSWORD) is one that everybody tries. Set another one."] : [],
            .. StoreKeys.Where(key => IsDefault(configuration[key])).Select(key => $"{key} is one that everybody tries. Set another one."),
        ];
        return failures.Length > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    private static bool IsDefault(string? secret) => secret is { Length: > 0 }
        && (Defaults.Contains(secret, StringComparer.OrdinalIgnoreCase) || CommonPasswords.Contains(secret)
            || secret.All(char.IsAsciiDigit) && secret.Length < 12);

    [GeneratedRegex("change[-_ ]?(me|this|it|in)|your[-_ ]|default[-_ ]|fallback|placeholder|super[-_ ]?secret",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    [LoggerMessage(
        LogLevel.Warning,
        "Redis has no password: whoever reaches it reads and changes everything. Set REDIS_PASSWORD, unless nobody else can reach it",
        EventName = "production-secrets.open-redis")]
    private partial void LogOpenRedis();
}
