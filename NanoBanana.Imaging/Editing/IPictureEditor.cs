namespace NanoBanana.Imaging.Editing;

/// <summary>Does what a program says, at the picture's own resolution.</summary>
internal interface IPictureEditor
{
    /// <summary>Whether it can be used on this machine.</summary>
    bool IsAvailable { get; }

    /// <summary>Decodes once, works upright in sRGB with 8 bits a channel on the first frame, encodes once.</summary>
    /// <exception cref="CorruptImageException">A file cannot be decoded, or the work takes too long.</exception>
    /// <exception cref="EditRefusedException">The program cannot be done with these pictures.</exception>
    Task<EditedPicture> EditAsync(EditProgram program, EditInputs inputs, CancellationToken cancellationToken);
}
