using NanoBanana.Core.Sessions;

namespace NanoBanana.Core.Images;

/// <summary>The changes that <see cref="ImageBin"/> makes.</summary>
internal static class ImageBinScripts
{
    public static readonly SessionScript Delete = SessionScript.Load("images/delete");
    public static readonly SessionScript Restore = SessionScript.Load("images/restore");
    public static readonly SessionScript Purge = SessionScript.Load("images/purge");
}
