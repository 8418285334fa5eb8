using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

internal static class RedisFailures
{
    /// <summary>Redis cannot be reached, is starting, failing over or out of memory: another try later may succeed.</summary>
    public static bool MeansUnavailable(Exception exception) => exception switch
    {
        RedisConnectionException or TimeoutException => true,
        RedisServerException server => Transient.Any(word => server.Message.Contains(word, StringComparison.Ordinal)),
        RedisException => true,
        AggregateException { InnerException: { } inner } => MeansUnavailable(inner),
        _ => false,
    };

    /// <summary>Redis has as much in memory as it may: reading and deleting go on, everything else is refused.</summary>
    public static bool MeansFull(Exception exception) => exception switch
    {
        RedisServerException server => server.Message.Contains("OOM ", StringComparison.Ordinal),
        AggregateException { InnerException: { } inner } => MeansFull(inner),
        _ => false,
    };

    private static readonly string[] Transient =
        ["LOADING", "READONLY", "CLUSTERDOWN", "MASTERDOWN", "TRYAGAIN", "OOM ", "MISCONF", "BUSY ", "NOREPLICAS"];
}
