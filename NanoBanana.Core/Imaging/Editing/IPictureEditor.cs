namespace NanoBanana.Core.Imaging.Editing;

/// <summary>Does what a program says, at the picture's own resolution.</summary>
internal interface IPictureEditor
{
    /// <summary>Whether it can be used on this machine.</summary>
    bool IsAvailable { get; }

    /// <summary>Decodes once, works upright in sRGB with 8 bits a channel on the first frame, encodes once.</summary>
    /// <param name="pictures">
    /// Whole files, the one that changes first; none where the program makes its own canvas.
    /// </param>
    /// <exception cref="CorruptImageException">A file cannot be decoded, or the work takes too long.</exception>
    /// <exception cref="EditRefusedException">The program cannot be done with these pictures.</exception>
    Task<EditedPicture> EditAsync(EditProgram program, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken cancellationToken);
}

/// <summary>A JPEG where the source was one and nothing is transparent, else a PNG; no metadata.</summary>
internal sealed record EditedPicture(byte[] Content, string ContentType);

/// <summary>A program does not fit its pictures.</summary>
/// <param name="message">A sentence for people.</param>
internal sealed class EditRefusedException(string message, Exception? innerException = null) : Exception(message, innerException);
