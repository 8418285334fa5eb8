namespace Aspire.StackExchange.Redis;

/// <summary>What <c>Aspire:StackExchange:Redis</c> may say about one Redis client.</summary>
public sealed class StackExchangeRedisSettings
{
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    public bool DisableAutoActivation { get; set; } = true;
}
