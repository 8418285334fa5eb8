namespace NanoBanana.Core;

/// <summary>How a change ended, in the words of the scripts.</summary>
internal enum CommandStatus
{
    Ok,
    /// <summary>There is no such resource, or it is not the caller's.</summary>
    Missing,
    /// <summary>The caller may see it but not change it.</summary>
    Forbidden,
    /// <summary>An id in the request names nothing of this session.</summary>
    Unknown,
    /// <summary>A worker with an older claim: its result is not wanted.</summary>
    Fenced,
    /// <summary>Somebody did it before; nothing was changed.</summary>
    Done,
    /// <summary>There are as many as there may be.</summary>
    Full,
}
