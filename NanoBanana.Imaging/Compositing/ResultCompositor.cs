using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// The mathematics of finishing; files come and go through <see cref="IRasterCodec"/>. At most the source, the answer and one byte a pixel
/// for the mask, two for a soft one, are in memory at a time, besides the file that is written.
/// </summary>
internal sealed class ResultCompositor(IRasterCodec codec, ImagePolicy policy, IOptions<ImagingOptions> options) : IResultCompositor
{
    // Three or four decodes and an encode.
    private readonly TimeSpan _limit = 4 * options.Value.Deadline;

    public Task<CompositedResult> CompositeAsync(CompositingRequest picture, CancellationToken cancellationToken) =>
        DecodeDeadline.RunAsync(_limit, token => Measure(picture, Composite(picture, token), token), codec.IsDamage, cancellationToken);

    public Task<EngineMask> ToMaskAsync(ReadOnlyMemory<byte> mask, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) =>
        DecodeDeadline.RunAsync(_limit, token => ToMask(mask, source, token), codec.IsDamage, cancellationToken);

    private EngineMask ToMask(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte> source, CancellationToken cancellationToken)
    {
        var mask = ReadMask(file, SourceHeader.Read(source), cancellationToken);
        var png = EncodePng(mask.Width, mask.Height, 1, 1, null, (y, row) => mask.Row(y).CopyTo(row), cancellationToken);
        return new(png, new(mask.Basis, mask.Share));
    }

    private CompositedResult Measure(CompositingRequest picture, CompositedResult composited, CancellationToken cancellationToken)
    {
        if (!picture.IsTransparencyAsked)
        {
            return composited;
        }

        using var result = codec.Decode(composited.Content, cancellationToken);
        return composited with { TransparentShare = AnswerTraits.TransparentShareOf(result) };
    }

    private CompositedResult Composite(CompositingRequest picture, CancellationToken cancellationToken)
    {
        var header = Read(picture.Answer);
        if (picture.Source is not { } source)
        {
            codec.Decode(picture.Answer, cancellationToken).Dispose();
            return AsItIs(picture, header, null);
        }

        return picture.Mask is { } mask ? FinishMasked(picture, source, mask, cancellationToken)
            : picture.IsExact ? AsItIs(picture, header, new Drift(0, 0, 0))
            : FinishWhole(picture, source, header, cancellationToken);
    }

    private CompositedResult FinishMasked(
        CompositingRequest picture, ReadOnlyMemory<byte> sourceFile, ReadOnlyMemory<byte> maskFile, CancellationToken cancellationToken)
    {
        var mask = ReadMask(maskFile, SourceHeader.Read(sourceFile), cancellationToken);
        using var source = codec.Decode(sourceFile, cancellationToken);
        var (file, registration) = Paint(picture, source, mask, cancellationToken);
        using var stored = codec.Decode(file, cancellationToken);
        var changed = UnmaskedDifference.ShareChanged(source, stored, mask);
        return new(file, "image/png", source.Width, source.Height, new Drift(changed, registration.Dx, registration.Dy));
    }

    private (byte[] File, Registration Registration) Paint(
        CompositingRequest picture, Raster source, ChangeMask mask, CancellationToken cancellationToken)
    {
        using var answer = codec.DecodeInto(ProfileOf(source), picture.Answer, cancellationToken);
        var registration = Registration.Unmoved(Placement.Stretched(source.Width, source.Height, answer.Width, answer.Height));
        var match = ColourMatch.None;
        if (!picture.IsExact)
        {
            var (before, after) = RegistrationImages(source, answer, mask, cancellationToken);
            registration = Registration.Find(before, after, source, answer, cancellationToken);
            match = ColourMatch.Find(before, after, registration.Placement);
        }

        mask.KeepWithin(registration.Placement, answer.Width, answer.Height);
        MaskFeathering.Apply(mask);
        var result = new Composition(source, answer, mask, registration.Placement, match);
        var png = EncodePng(source.Width, source.Height, result.Bands, result.Depth, result.Profile, result.Read, cancellationToken);
        return (png, registration);
    }

    /// <summary>Without a mask, by an engine that paints everything anew.</summary>
    private CompositedResult FinishWhole(
        CompositingRequest picture, ReadOnlyMemory<byte> sourceFile, ImageHeader header, CancellationToken cancellationToken)
    {
        var asked = picture.Shape ?? RequestedShape.In(picture.Prompt);
        using var source = codec.Decode(sourceFile, cancellationToken);
        using var answer = codec.DecodeInto(ProfileOf(source), picture.Answer, cancellationToken);
        if (asked == ShapeRequest.Size || (asked == ShapeRequest.Ratio && !Registration.IsSameRatio(source, answer)))
        {
            return AsItIs(picture, header, null);
        }

        var (before, after) = RegistrationImages(source, answer, null, cancellationToken);
        var registration = Registration.Find(before, after, source, answer, cancellationToken);
        var drift = new Drift(
            VisibleChange.ShareBeyondRequest(before, after, registration.Placement), registration.Dx, registration.Dy);
        if (registration.Placement.X.IsIdentity && registration.Placement.Y.IsIdentity
            && (answer.Width, answer.Height) == (source.Width, source.Height))
        {
            return AsItIs(picture, header, drift);
        }

        var mask = ChangeMask.Everything(source.Width, source.Height);
        mask.KeepWithin(registration.Placement, answer.Width, answer.Height);
        MaskFeathering.Apply(mask);
        var result = new Composition(source, answer, mask, registration.Placement, ColourMatch.None, picture.IsTransparencyAsked);
        var isLossless = result.HasAlpha || (header.Format is ImageFormat.Png && 3 * header.Pixels >= 2L * source.Width * source.Height);
        return isLossless
            ? new(
                EncodePng(source.Width, source.Height, result.Bands, result.Depth, result.Profile, result.Read, cancellationToken),
                "image/png", source.Width, source.Height, drift)
            : new(EncodeJpeg(result, source.Width, source.Height, cancellationToken), "image/jpeg", source.Width, source.Height, drift);
    }

    private static CompositedResult AsItIs(CompositingRequest picture, ImageHeader header, Drift? drift) =>
        new(BytesOf(picture.Answer), header.ContentType, header.Width, header.Height, drift);

    /// <summary>A file of a hundred megabytes is not copied.</summary>
    private static byte[] BytesOf(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out var array) && array.Offset == 0 && array.Count == array.Array!.Length
            ? array.Array
            : file.ToArray();

    /// <summary>What the answer is converted to: the meaning of the source's numbers, but colours even where the source has none.</summary>
    private static byte[]? ProfileOf(Raster source) => source.ProfileInColour;

    private static (RegistrationImage Before, RegistrationImage After) RegistrationImages(
        Raster source, Raster answer, ChangeMask? mask, CancellationToken cancellationToken) => (
        RegistrationImage.Of(source, RegistrationImage.FactorFor(source.Width, source.Height), mask, cancellationToken),
        RegistrationImage.Of(answer, RegistrationImage.FactorFor(answer.Width, answer.Height), null, cancellationToken));

    private ChangeMask ReadMask(ReadOnlyMemory<byte> file, ImageHeader source, CancellationToken cancellationToken)
    {
        Read(file);
        using var mask = codec.DecodeInto(null, file, cancellationToken);
        return ChangeMask.From(mask, source.Width, source.Height);
    }

    /// <summary>The header of a file that somebody sent, before a pixel of it is decoded.</summary>
    private ImageHeader Read(ReadOnlyMemory<byte> file)
    {
        var header = SourceHeader.Read(file);
        return policy.Judge(header) is ImageVerdict.Refused refused ? throw new CorruptImageException(refused.Problem.Detail!) : header;
    }

    private static byte[] EncodePng(
        int width, int height, int bands, int depth, byte[]? profile, RowReader read, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream((int)Math.Min(1 << 30, (((long)width * height * bands * depth) / 2) + 4096));
        using var png = new PngWriter(file, width, height, bands, depth, profile);
        var row = new byte[width * bands * depth];
        for (var y = 0; y < height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read(y, row);
            png.WriteRow(row);
        }

        png.Finish();
        return file.ToArray();
    }

    private byte[] EncodeJpeg(Composition result, int width, int height, CancellationToken cancellationToken)
    {
        const int Quality = 95;
        using var pixels = Raster.Allocate(width, height, result.Bands, 1, result.Profile);
        var row = new byte[width * result.Bands * result.Depth];
        for (var y = 0; y < height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            result.Read(y, result.Depth == 1 ? pixels.Row(y) : row);
            if (result.Depth == 2)
            {
                Narrow(row, pixels.Row(y));
            }
        }

        return codec.EncodeJpeg(pixels, Quality, cancellationToken);
    }

    private static void Narrow(ReadOnlySpan<byte> wide, Span<byte> narrow)
    {
        var words = MemoryMarshal.Cast<byte, ushort>(wide);
        for (var at = 0; at < narrow.Length; at++)
        {
            narrow[at] = (byte)(words[at] >> 8);
        }
    }

    private delegate void RowReader(int y, Span<byte> row);
}
