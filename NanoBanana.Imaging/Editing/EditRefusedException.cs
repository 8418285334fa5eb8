namespace NanoBanana.Imaging.Editing;

/// <summary>A program does not fit its pictures, or this machine.</summary>
/// <param name="message">A sentence for people, which says what to do instead.</param>
/// <param name="chinese">The same in Chinese.</param>
internal sealed class EditRefusedException(string message, string? chinese = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The sentence in Chinese; null where there is only the English one.</summary>
    public string? Chinese => chinese;

    /// <summary>A PNG of the mask that is too weak to work with, to be shown; null where there is none.</summary>
    public byte[]? Mask { get; init; }
}
