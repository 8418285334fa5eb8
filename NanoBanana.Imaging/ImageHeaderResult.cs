namespace NanoBanana.Imaging;

/// <summary>What <see cref="ImageHeaderReader"/> made of a file: one of the four cases nested here.</summary>
internal abstract record ImageHeaderResult
{
    private ImageHeaderResult()
    {
    }

    /// <summary>One of the accepted formats, and its header makes sense.</summary>
    internal sealed record Found(ImageHeader Header) : ImageHeaderResult;

    /// <summary>None of the accepted formats, whatever its name says.</summary>
    internal sealed record NotAnImage : ImageHeaderResult;

    /// <summary>An accepted format by its first bytes, but cut short or contradicting itself.</summary>
    /// <param name="Reason">Half a sentence for people, such as <c>the PNG ends inside its header</c>.</param>
    internal sealed record Corrupt(ImageFormat Format, string Reason) : ImageHeaderResult;

    /// <summary>An accepted format, and sound, but of a kind that is not decoded here.</summary>
    /// <param name="Reason">A sentence for people, such as <c>The BMP is compressed in a way that is not supported.</c></param>
    internal sealed record Unsupported(string Reason) : ImageHeaderResult;
}
