using Microsoft.Extensions.Options;
using NanoBanana.Imaging.Headers;
using NanoBanana.Imaging.Polyglots;

namespace NanoBanana.Imaging;

/// <summary>Judges a file by its size, its header and what else it holds, before anything is decoded.</summary>
internal sealed class ImagePolicy(IOptions<ImagingOptions> options)
{
    private readonly ImagingOptions _limits = options.Value;

    /// <param name="content">Seekable and whole, read from its start; left where it was.</param>
    public ImageVerdict Judge(Stream content) => content.Length > _limits.MaxBytes
        ? new ImageVerdict.Refused(ImageRefusal.TooLarge, ImageProblems.Bytes(_limits.MaxBytes))
        : ImageHeaderReader.Read(content) switch
        {
            ImageHeaderResult.Found found => Judge(found.Header) is ImageVerdict.Refused refused
                ? refused
                : LookBehind(content, found.Header),
            ImageHeaderResult.Corrupt corrupt => Unprocessable(ImageProblems.Corrupt(corrupt.Reason)),
            ImageHeaderResult.Unsupported other =>
                new ImageVerdict.Refused(ImageRefusal.NotAnImage, ImageProblems.Unsupported(other.Reason)),
            _ => new ImageVerdict.Refused(ImageRefusal.NotAnImage, ForeignFile.Describe(content)),
        };

    /// <summary>By its pixels alone: for what is not uploaded, such as an engine's answer.</summary>
    public ImageVerdict Judge(ImageHeader header) =>
        Math.Max(header.Width, header.Height) > _limits.MaxSide ? Unprocessable(ImageProblems.Side(header, _limits.MaxSide))
        : header.Pixels > _limits.MaxPixels ? Unprocessable(ImageProblems.Pixels(header, _limits.MaxPixels))
        // Divided, because the product of three hostile numbers may not fit.
        : header.Frames > _limits.MaxFramePixels / header.Pixels ? Unprocessable(ImageProblems.Frames(header, _limits.MaxFramePixels))
        : new ImageVerdict.Accepted(header);

    /// <summary>Is it an image and nothing else?</summary>
    private static ImageVerdict LookBehind(Stream content, ImageHeader header)
    {
        var position = content.Position;
        try
        {
            return PolyglotDetector.Find(content, header.Format) is { } kind
                ? new ImageVerdict.Refused(ImageRefusal.NotAnImage, ImageProblems.PolyglotDetector(kind))
                : new ImageVerdict.Accepted(header);
        }
        catch (BadHeaderException bad)
        {
            return Unprocessable(ImageProblems.Corrupt($"the file {bad.Message}"));
        }
        finally
        {
            content.Position = position;
        }
    }

    private static ImageVerdict.Refused Unprocessable(Contracts.Problem problem) => new(ImageRefusal.Unprocessable, problem);
}
