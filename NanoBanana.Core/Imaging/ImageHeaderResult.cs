namespace NanoBanana.Core.Imaging;

/// <summary>What <see cref="ImageHeaderReader"/> made of a file: one of the three cases nested here.</summary>
internal abstract record ImageHeaderResult
{
    private ImageHeaderResult()
    {
    }

    /// <summary>One of the four formats, and its header makes sense.</summary>
    internal sealed record Found(ImageHeader Header) : ImageHeaderResult;

    /// <summary>None of the four formats, whatever its name says.</summary>
    internal sealed record NotAnImage : ImageHeaderResult;

    /// <summary>One of the four formats by its first bytes, but cut short or contradicting itself.</summary>
    /// <param name="Reason">Half a sentence for people, such as <c>the PNG ends inside its header</c>.</param>
    internal sealed record Corrupt(ImageFormat Format, string Reason) : ImageHeaderResult;
}
