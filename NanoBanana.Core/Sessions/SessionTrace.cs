using System.Diagnostics;

namespace NanoBanana.Core.Sessions;

/// <summary>The spans of changes of sessions: what a change commits, its events go on from.</summary>
internal static class SessionTrace
{
    public const string SourceName = "NanoBanana.Sessions";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Begins the span of one commit; null when nobody traces.</summary>
    public static Activity? Commit(string sessionId) => Source.StartActivity("commit")?.SetTag("nanobanana.session.id", sessionId);
}
