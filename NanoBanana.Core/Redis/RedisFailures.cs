using StackExchange.Redis;

namespace NanoBanana.Core.Redis;

internal static class RedisFailures
{
    /// <summary>Redis cannot be reached, is starting, failing over or out of memory: another try later may succeed.</summary>
    /// <remarks>
    /// A command that is given to the client at the moment its connection breaks fails in more ways: its task is cancelled, by nobody's
    /// token, or any exception comes through that reading from or writing to the closed connection threw.
    /// </remarks>
    public static bool MeansUnavailable(Exception exception) => exception switch
    {
        RedisConnectionException or TimeoutException => true,
        RedisServerException server => Transient.Any(word => server.Message.Contains(word, StringComparison.Ordinal)),
        RedisException => true,
        TaskCanceledException { CancellationToken.CanBeCanceled: false } => true,
        AggregateException { InnerException: { } inner } => MeansUnavailable(inner),
        { StackTrace: { } trace } => trace.Contains(Connection, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Redis has as much in memory as it may: reading and deleting go on, everything else is refused.</summary>
    public static bool MeansFull(Exception exception) => exception switch
    {
        RedisServerException server => server.Message.Contains("OOM ", StringComparison.Ordinal),
        AggregateException { InnerException: { } inner } => MeansFull(inner),
        _ => false,
    };

    /// <summary>Begins the names of the client's types that read and write, in a stack trace.</summary>
    private const string Connection = "StackExchange.Redis.Physical";

    private static readonly string[] Transient =
        ["LOADING", "READONLY", "CLUSTERDOWN", "MASTERDOWN", "TRYAGAIN", "OOM ", "MISCONF", "BUSY ", "NOREPLICAS"];
}
