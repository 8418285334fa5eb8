using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>Opens a connection that outlives every outage: also one that is there when the service starts.</summary>
internal static class RedisConnection
{
    // A connection string that says otherwise wins.
    private const string Defaults = "abortConnect=false,connectRetry=1,connectTimeout=2000,keepAlive=5,syncTimeout=5000";

    public static ConfigurationOptions Parse(string? connectionString, string name)
    {
        // Options that only a later client knows are left out, except the one that must not get lost.
        var options = ConfigurationOptions.Parse($"{Defaults},{connectionString}", ignoreUnknown: true);
        if (UserOf(connectionString) is { } user)
        {
            throw new InvalidOperationException(
                $"The connection string '{name}' signs in as '{user}'. This Redis client can only sign in with a password; use the default user.");
        }

        options.ReconnectRetryPolicy = new LinearRetry(500);
        return options;
    }

    public static ConnectionMultiplexer Open(ConfigurationOptions options, string name)
    {
        if (options.EndPoints.Count == 0)
        {
            throw new InvalidOperationException(
                $"There is no Redis to connect to: set ConnectionStrings:{name} (ConnectionStrings__{name} in the environment), such as localhost:6379.");
        }

        var redis = ConnectionMultiplexer.Connect(options);

        // Otherwise this client runs the code after every await one after the other: what computes there stops all the rest.
        // The price is that two messages of a subscription may change places.
        redis.PreserveAsyncOrder = false;
        return redis;
    }

    private static string? UserOf(string? connectionString) => (connectionString ?? "")
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(option => option.Split('=', 2, StringSplitOptions.TrimEntries))
        .Where(option => option.Length == 2 && option[0].Equals("user", StringComparison.OrdinalIgnoreCase))
        .Select(option => option[1])
        .FirstOrDefault(user => user.Length > 0 && user != "default");
}
