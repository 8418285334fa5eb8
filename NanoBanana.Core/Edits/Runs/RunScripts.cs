using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Edits.Runs;

/// <summary>The changes of runs; the ends of their edits are counted by those of edits.</summary>
internal static class RunScripts
{
    public static readonly SessionScript Create = SessionScript.Load("runs/create");
    public static readonly SessionScript Feed = SessionScript.Load("runs/feed");
    public static readonly SessionScript Wait = SessionScript.Load("runs/wait");
    public static readonly SessionScript Update = SessionScript.Load("runs/update");
    public static readonly SessionScript Cancel = SessionScript.Load("runs/cancel");
    public static readonly SessionScript Retry = SessionScript.Load("runs/retry");
}
