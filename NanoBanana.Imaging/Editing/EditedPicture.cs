namespace NanoBanana.Imaging.Editing;

/// <summary>
/// A JPEG where the source was one and nothing is transparent, else a PNG, unless a step asks for another format; no metadata.
/// </summary>
internal sealed record EditedPicture(byte[] Content, string ContentType)
{
    /// <summary>What the editor found out and the user should know, in the order of the steps.</summary>
    public IReadOnlyList<EditNote> Notes { get; init; } = [];
}

/// <summary>Something the editor found out.</summary>
internal abstract record EditNote;

/// <summary>Frontal faces; those seen from the side are not found.</summary>
internal sealed record FacesFound(int Count) : EditNote;

/// <summary>What stands out in the picture.</summary>
/// <param name="Confidence">0–1: how sharply the model tells the subject from the rest.</param>
/// <param name="Coverage">0–1: its share of the picture.</param>
internal sealed record SubjectFound(double Confidence, double Coverage) : EditNote;

/// <summary>The picture was turned clockwise by so much.</summary>
internal sealed record Levelled(double Degrees) : EditNote;

/// <summary>It was enlarged by interpolation, which adds no detail that was not there.</summary>
internal sealed record Interpolated(double Factor) : EditNote;

/// <summary>What it took to stay below a number of bytes.</summary>
/// <param name="Bytes">Of the file.</param>
/// <param name="Quality">Of the encoder, 1–100.</param>
internal sealed record Compressed(long Bytes, int Quality, int Width, int Height) : EditNote;
