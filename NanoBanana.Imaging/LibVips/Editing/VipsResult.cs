using NanoBanana.Imaging.Editing;
using NetVips;

namespace NanoBanana.Imaging.LibVips.Editing;

/// <summary>The file of an edited picture, without metadata.</summary>
internal static class VipsResult
{
    private const int Quality = 95;
    private const int LeastQuality = 40;
    // What is left of each side when even the least quality is too large.
    private const double Shrink = 0.95;
    private const int LeastSide = 16;

    /// <exception cref="EditRefusedException">No picture of these few bytes can be made.</exception>
    public static EditedPicture Encode(VipsWork work, Image image, ResultFormat format)
    {
        var result = work.AsSrgb(format.Format == OutputFormat.Jpeg && VipsWork.HasAlpha(image)
            ? work.Keep(image.Flatten(background: [255, 255, 255]))
            : image);
        return format.Most is { } most ? Limited(work, result, format.Format, most)
            : new(Save(result, format.Format, Quality), ContentTypeOf(format.Format)) { Notes = work.Notes };
    }

    private static EditedPicture Limited(VipsWork work, Image image, OutputFormat format, long most)
    {
        var picture = work.ToMemory(image);
        while (true)
        {
            var (file, quality) = Largest(picture, format, most);
            if (file is not null)
            {
                work.Note(new Compressed(file.Length, quality, picture.Width, picture.Height));
                return new(file, ContentTypeOf(format)) { Notes = work.Notes };
            }

            var least = Save(picture, format, LeastQuality).Length;
            var scale = Math.Min(0.9, Shrink * Math.Sqrt((double)most / least));
            var (width, height) = ((int)(picture.Width * scale), (int)(picture.Height * scale));
            if (Math.Min(width, height) < LeastSide)
            {
                throw new EditRefusedException(
                    $"No picture can be made of {most:N0} bytes. Ask for more.", $"{most:N0} 字节放不下一张图片，请放宽一些。");
            }

            picture = work.ToMemory(work.Scale(picture, width, height));
        }
    }

    /// <summary>The best quality that stays below the limit, by halving.</summary>
    /// <returns>Null where even the least does not.</returns>
    private static (byte[]? File, int Quality) Largest(Image picture, OutputFormat format, long most)
    {
        byte[]? best = null;
        var (low, high) = (LeastQuality, Quality);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var file = Save(picture, format, middle);
            (best, low, high) = file.Length <= most ? (file, middle + 1, high) : (best, low, middle - 1);
        }

        return (best, low - 1);
    }

    private static byte[] Save(Image image, OutputFormat format, int quality) => format switch
    {
        OutputFormat.Jpeg => image.JpegsaveBuffer(
            q: quality, optimizeCoding: quality < Quality, keep: Enums.ForeignKeep.None,
            subsampleMode: quality < Quality ? Enums.ForeignSubsample.Auto : Enums.ForeignSubsample.Off),
        OutputFormat.WebP => WebPMetadata.Strip(image.WebpsaveBuffer(q: quality, effort: 2, keep: Enums.ForeignKeep.None)),
        _ => image.PngsaveBuffer(compression: 4, filter: Enums.ForeignPngFilter.Sub, keep: Enums.ForeignKeep.None),
    };

    private static string ContentTypeOf(OutputFormat format) => format switch
    {
        OutputFormat.Jpeg => "image/jpeg",
        OutputFormat.WebP => "image/webp",
        _ => "image/png",
    };
}
