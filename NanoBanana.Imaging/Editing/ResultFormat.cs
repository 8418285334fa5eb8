namespace NanoBanana.Imaging.Editing;

/// <summary>The kind of file that a program's result becomes.</summary>
/// <param name="Most">Bytes; null for as many as it takes.</param>
internal sealed record ResultFormat(OutputFormat Format, long? Most)
{
    /// <param name="isPhotograph">The picture came as a JPEG and may go as one.</param>
    /// <param name="hasAlpha">Some of it may be transparent now.</param>
    public static ResultFormat Of(EditProgram program, bool isPhotograph, bool hasAlpha)
    {
        var asked = program.Steps.OfType<Encode>().LastOrDefault()?.Format;
        var most = program.Steps.OfType<LimitBytes>().LastOrDefault()?.Most;
        // A JPEG would change the pixels of the source, which these steps keep.
        var isExact = program.Steps.Any(step => step is Extend or PadToRatio);
        var format = asked ?? (isPhotograph && !hasAlpha && !isExact ? OutputFormat.Jpeg : OutputFormat.Png);
        return new(most is not null && format == OutputFormat.Png ? hasAlpha ? OutputFormat.WebP : OutputFormat.Jpeg : format, most);
    }
}
