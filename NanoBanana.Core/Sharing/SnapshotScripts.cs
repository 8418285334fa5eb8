using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Sharing;

/// <summary>
/// Makes a snapshot in parts, none of which keeps Redis busy for long, and counts its bytes for the session. Nobody sees it before
/// its last step.
/// </summary>
internal static class SnapshotScripts
{
    /// <summary>Messages or images that one step copies.</summary>
    public const int Part = 200;

    public static readonly SessionScript Begin = SessionScript.Load("snapshots/begin");
    public static readonly SessionScript CopyMessages = SessionScript.Load("snapshots/copy-messages");
    public static readonly SessionScript CopyImages = SessionScript.Load("snapshots/copy-images");
    public static readonly SessionScript Replace = SessionScript.Load("snapshots/replace");
    public static readonly SessionScript Delete = SessionScript.Load("snapshots/delete");
}
