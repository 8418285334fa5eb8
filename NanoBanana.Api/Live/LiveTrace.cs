using System.Diagnostics;
using NanoBanana.Core.Events;

namespace NanoBanana.Api.Live;

/// <summary>The spans of events: one for each event and replica, however many follow it.</summary>
internal static class LiveTrace
{
    public const string SourceName = "NanoBanana.Live";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the spans of the events whose changes are traced; null when there are none.</summary>
    public static Pushes? Push(IReadOnlyList<LogEntry> entries, int followers) =>
        Source.HasListeners() && entries.Any(entry => entry.Trace is not null) ? new(entries, followers) : null;

    /// <summary>The spans of events that were read together. They end when all followers are woken.</summary>
    internal sealed class Pushes : IDisposable
    {
        private readonly List<Activity> _spans = [];

        public Pushes(IReadOnlyList<LogEntry> entries, int followers) => Entries = [.. entries.Select(entry => Start(entry, followers))];

        /// <summary>The events; each names its push in place of its change.</summary>
        public IReadOnlyList<LogEntry> Entries { get; }

        /// <summary>The last one first: each leaves the one before it as the current one.</summary>
        public void Dispose()
        {
            for (var i = _spans.Count - 1; i >= 0; i--)
            {
                _spans[i].Dispose();
            }
        }

        private LogEntry Start(LogEntry entry, int followers)
        {
            if (!ActivityContext.TryParse(entry.Trace, null, isRemote: true, out var change)
                || Source.StartActivity($"push {entry.Type}", ActivityKind.Producer, change) is not { } span)
            {
                return entry;
            }

            _spans.Add(span.SetTag("nanobanana.event.seq", entry.Seq).SetTag("nanobanana.followers", followers));
            return entry with { Trace = span.Id };
        }
    }
}
