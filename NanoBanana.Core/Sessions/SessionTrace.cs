using System.Diagnostics;

namespace NanoBanana.Core.Sessions;

/// <summary>The spans of changes of sessions: what a change commits, its events go on from.</summary>
internal static class SessionTrace
{
    public const string SourceName = "NanoBanana.Sessions";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of one commit, as a part of what asked for it; null when nobody traces that.</summary>
    public static Activity? Commit(SessionId sessionId) => Activity.Current is { Recorded: true }
        ? Source.StartActivity("commit")?.SetTag("nanobanana.session.id", sessionId.Value)
        : null;
}
