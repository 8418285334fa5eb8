using System.Diagnostics;
using System.Reflection;
using StackExchange.Redis;
using StackExchange.Redis.Profiling;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// A connection to Redis for the instrumentation of OpenTelemetry to listen to, which hears of the commands of recorded traces only. By
/// itself it keeps every command, and the span that it belongs to, until its next flush ten seconds later, and drops them then.
/// </summary>
internal class TracedCommands : DispatchProxy
{
    private IConnectionMultiplexer _connection = null!;

    /// <summary>The connection as the instrumentation is to see it.</summary>
    public static IConnectionMultiplexer Of(IConnectionMultiplexer connection)
    {
        var seen = Create<IConnectionMultiplexer, TracedCommands>();
        ((TracedCommands)(object)seen)._connection = connection;
        return seen;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IConnectionMultiplexer.RegisterProfiler))
        {
            var sessions = (Func<ProfilingSession?>)args![0]!;
            args[0] = new Func<ProfilingSession?>(() => Activity.Current is { Recorded: true } ? sessions() : null);
        }

        return targetMethod.Invoke(_connection, args);
    }
}
