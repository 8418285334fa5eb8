using NanoBanana.Contracts;

namespace NanoBanana.Imaging;

/// <summary>Whether a file is taken in: one of the two cases nested here.</summary>
internal abstract record ImageVerdict
{
    private ImageVerdict()
    {
    }

    internal sealed record Accepted(ImageHeader Header) : ImageVerdict;

    /// <param name="Problem">What the user is told; its code is one of <see cref="ImageProblems"/>.</param>
    internal sealed record Refused(ImageRefusal Refusal, Problem Problem) : ImageVerdict;
}

/// <summary>The kind of a refusal; HTTP has a status for each.</summary>
internal enum ImageRefusal
{
    /// <summary>More bytes than allowed: 413.</summary>
    TooLarge,

    /// <summary>None of the accepted formats: 415.</summary>
    NotAnImage,

    /// <summary>An accepted format, but damaged or too many pixels: 422.</summary>
    Unprocessable,
}
