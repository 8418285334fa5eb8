using Microsoft.Extensions.Options;
using NanoBanana.Core.Imaging.Editing;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Formats.Jpeg;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace NanoBanana.Core.Imaging.ImageSharp.Editing;

/// <summary>Edits by ImageSharp, for machines without libvips. Like its renditions it takes the numbers of a wide-gamut picture as sRGB.</summary>
internal sealed class ImageSharpEditor(IOptions<ImagingOptions> options, EditLimits limits) : IPictureEditor
{
    private const int Quality = 95;

    private readonly Configuration _configuration = ImageSharpSetup.Create();

    public async Task<EditedPicture> EditAsync(
        EditProgram program, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken cancellationToken) =>
        await DecodeDeadline.RunAsync(options.Value.Deadline, token => Edit(program, pictures, token), IsDamage, cancellationToken);

    // A managed decoder meets damage with exceptions of many kinds, and cannot be left in a bad state by any of them.
    private static bool IsDamage(Exception failure) => failure is not (CorruptImageException or EditRefusedException or OutOfMemoryException);

    private EditedPicture Edit(EditProgram program, IReadOnlyList<ReadOnlyMemory<byte>> pictures, CancellationToken cancellationToken)
    {
        using var second = program.NeedsSecond ? Open(pictures[1]) : null;
        var steps = new ImageSharpSteps(limits, second);
        var image = program.Steps[0] is MakeCanvas canvas ? steps.Canvas(canvas) : Open(pictures[0]);
        try
        {
            foreach (var step in program.Steps.Skip(program.MakesPicture ? 1 : 0))
            {
                var edited = steps.Do(image, step);
                if (edited != image)
                {
                    image.Dispose();
                    image = edited;
                }

                cancellationToken.ThrowIfCancellationRequested();
            }

            return Encode(image, !program.MakesPicture && SourceHeader.Read(pictures[0]).Format == ImageFormat.Jpeg);
        }
        finally
        {
            image.Dispose();
        }
    }

    private Image<Rgba32> Open(ReadOnlyMemory<byte> source)
    {
        JpegEnd.ThrowIfMissing(SourceHeader.Read(source).Format, source.Span);
        var image = Image.Load<Rgba32>(new DecoderOptions { Configuration = _configuration, MaxFrames = 1 }, source.Span);
        image.Mutate(context => context.AutoOrient());
        return image;
    }

    private static EditedPicture Encode(Image<Rgba32> image, bool isPhotograph)
    {
        using var file = new MemoryStream();
        var opaque = ImageSharpPixels.IsOpaque(image);
        if (isPhotograph && opaque)
        {
            image.Save(file, new JpegEncoder { Quality = Quality, ColorType = JpegEncodingColor.YCbCrRatio444, SkipMetadata = true });
            return new(file.ToArray(), "image/jpeg");
        }

        image.Save(file, new PngEncoder { ColorType = opaque ? PngColorType.Rgb : PngColorType.RgbWithAlpha, SkipMetadata = true });
        return new(file.ToArray(), "image/png");
    }
}
