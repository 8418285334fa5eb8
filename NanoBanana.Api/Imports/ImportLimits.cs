namespace NanoBanana.Api.Imports;

/// <summary>What one import or fork may hold.</summary>
internal static class ImportLimits
{
    /// <summary>Bytes of <c>session.json</c>.</summary>
    public const int JsonBytes = 16 << 20;

    public const int Images = 1000;

    public const int Messages = 10_000;

    /// <summary>Bytes of a zip's list of files.</summary>
    public const int DirectoryBytes = 1 << 20;
}

/// <summary>Something in what is to be imported cannot be taken in; nothing of it is.</summary>
internal sealed class ImportRefusedException(string message, Exception? inner = null) : Exception(message, inner);
