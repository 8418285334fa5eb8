namespace NanoBanana.Imaging.Headers;

/// <summary>
/// Judges the first page of a TIFF by its directory: grey, palette, RGB or CMYK of up to 16 bits, plain or packed by LZW, deflate, PackBits
/// or JPEG, in strips or tiles that all lie in the file.
/// </summary>
internal static class TiffHeader
{
    private const int Jpeg = 7;
    private const int Palette = 3;
    private const int Inks = 5;
    private const int YCbCr = 6;

    public static ImageHeader Read(HeaderCursor cursor) => Read(TiffDirectory.Read(cursor), cursor.Length);

    /// <summary>The place behind the first page.</summary>
    public static long EndOf(HeaderCursor cursor)
    {
        var directory = TiffDirectory.Read(cursor);
        return Math.Max(directory.End, TiffPieces.EndOf(directory));
    }

    private static ImageHeader Read(TiffDirectory page, long fileLength)
    {
        if ((page.Number(TiffTag.SubfileType, 0) & 1) != 0 || page.Has(TiffTag.DngVersion))
        {
            throw new UnsupportedImageException("is a raw camera picture");
        }

        var (width, height) = (page.Number(TiffTag.Width), page.Number(TiffTag.Height));
        if (width == 0 || height == 0)
        {
            throw new BadHeaderException("has no width or no height");
        }

        if (width > int.MaxValue || height > int.MaxValue)
        {
            throw new BadHeaderException("has a header that makes no sense");
        }

        CheckPacking(page);
        CheckColours(page);
        CheckNumbers(page);
        TiffPieces.Check(page, width, height, fileLength);
        var orientation = page.Number(TiffTag.Orientation, 1);
        return ImageHeader.Turned(
            ImageFormat.Tiff, (int)width, (int)height, 1, orientation is >= 1 and <= 8 ? (int)orientation : ExifOrientation.Upright);
    }

    private static void CheckPacking(TiffDirectory page)
    {
        // None, LZW, JPEG, deflate (two numbers of it), PackBits.
        var compression = page.Number(TiffTag.Compression, 1);
        Require(compression is 1 or 5 or Jpeg or 8 or 32773 or 32946, "is compressed in a way that is not supported");
        Require(page.Number(TiffTag.Predictor, 1) is 1 or 2, "holds numbers that are not supported");
        var planes = page.Number(TiffTag.PlanarConfiguration, 1);
        Require(planes is 1 || (planes is 2 && compression != Jpeg), "keeps its channels apart in a way that is not supported");
    }

    private static void CheckColours(TiffDirectory page)
    {
        var photometric = page.Number(TiffTag.Photometric);
        var channels = photometric switch
        {
            0 or 1 or Palette => 1,
            2 or YCbCr => 3,
            Inks => 4,
            _ => throw new UnsupportedImageException("has colours that are not supported"),
        };
        var more = page.Number(TiffTag.SamplesPerPixel, 1) - channels;
        Require(more is 0 || (more is 1 && photometric is not (Palette or YCbCr)), "has channels that are not supported");
        Require(photometric != YCbCr || page.Number(TiffTag.Compression, 1) == Jpeg, "has colours that are not supported");
        Require(page.Number(TiffTag.InkSet, 1) == 1, "has inks that are not supported");
    }

    private static void CheckNumbers(TiffDirectory page)
    {
        var bits = page.Number(TiffTag.BitsPerSample, 1);
        var isSingle = page.Number(TiffTag.SamplesPerPixel, 1) == 1 && page.Number(TiffTag.Photometric) is 0 or 1 or Palette;
        var isWide = bits == 16 && page.Number(TiffTag.Photometric) is not (Palette or YCbCr);
        Require(page.Numbers(TiffTag.BitsPerSample).All(other => other == bits), "has channels that are not supported");
        Require(page.Numbers(TiffTag.SampleFormat).All(format => format == 1), "holds numbers that are not supported");
        Require(bits == 8 || isWide || (isSingle && bits is 1 or 2 or 4), "holds numbers that are not supported");
        Require(bits == 8 || page.Number(TiffTag.Compression, 1) != Jpeg, "holds numbers that are not supported");
    }

    private static void Require(bool isSupported, string otherwise)
    {
        if (!isSupported)
        {
            throw new UnsupportedImageException(otherwise);
        }
    }
}
