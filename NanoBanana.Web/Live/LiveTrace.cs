using System.Diagnostics;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Web.Live;

/// <summary>The spans of a circuit: what its user asks of the API, and what its page does with an event.</summary>
internal static class LiveTrace
{
    public const string SourceName = "NanoBanana.Web";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// Begins a trace with a call that belongs to none; null when it belongs to one, or nobody traces. The request that a circuit came with
    /// lasts as long as its page: it is not traced, and nothing is a part of it.
    /// </summary>
    public static Activity? Ask()
    {
        if (!Source.HasListeners() || Activity.Current is { Recorded: true })
        {
            return null;
        }

        Activity.Current = null;
        return Source.StartActivity("ask api");
    }

    /// <summary>Begins the span of an event, as a part of the trace of its change; null when nobody traces that.</summary>
    public static Activity? Receive(SessionEvent next) => ActivityContext.TryParse(next.Trace, null, isRemote: true, out var push)
        ? Source.StartActivity($"receive {next.Type}", ActivityKind.Consumer, push)
        : null;
}
