using System.Buffers.Binary;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.LibVips;

/// <summary>
/// A TIFF with a directory of our own: one page, and of what is said of it only what <see cref="TiffHeader"/> has judged. The decoder
/// gets to see neither other pages nor tags that nobody has looked at.
/// </summary>
internal static class TiffFirstPage
{
    private static readonly TiffTag[] Kept =
    [
        TiffTag.Width, TiffTag.Height, TiffTag.BitsPerSample, TiffTag.Compression, TiffTag.Photometric, TiffTag.FillOrder,
        TiffTag.StripOffsets,
        TiffTag.SamplesPerPixel, TiffTag.RowsPerStrip, TiffTag.StripByteCounts, TiffTag.PlanarConfiguration, TiffTag.Predictor,
        TiffTag.ColorMap,
        TiffTag.TileWidth, TiffTag.TileHeight, TiffTag.TileOffsets, TiffTag.TileByteCounts, TiffTag.InkSet, TiffTag.ExtraSamples,
        TiffTag.SampleFormat, TiffTag.JpegTables, TiffTag.YCbCrCoefficients, TiffTag.YCbCrSubsampling, TiffTag.YCbCrPositioning,
        TiffTag.ReferenceBlackWhite, TiffTag.IccProfile,
    ];

    /// <param name="tiff">A whole file whose header was read.</param>
    public static byte[] Of(ReadOnlyMemory<byte> tiff)
    {
        using var stream = SourceHeader.Open(tiff);
        var page = TiffDirectory.Read(new HeaderCursor(stream));
        var entries = Kept.Where(page.Has).Select(tag => page.Entries[(ushort)tag]).Where(entry => entry.Data.End <= tiff.Length).ToList();
        var place = tiff.Length + (tiff.Length & 1);
        var file = new byte[place + 2 + entries.Sum(entry => entry.Bytes.Length) + sizeof(uint)];
        tiff.Span.CopyTo(file);
        Write(file.AsSpan(4), (uint)place, page.IsLittleEndian);
        Write(file.AsSpan(place), (ushort)entries.Count, page.IsLittleEndian);
        var rest = file.AsSpan(place + 2);
        foreach (var entry in entries)
        {
            entry.Bytes.CopyTo(rest);
            rest = rest[entry.Bytes.Length..];
        }

        // The place of the next page stays 0: there is none.
        return file;
    }

    private static void Write(Span<byte> target, uint number, bool isLittleEndian)
    {
        if (isLittleEndian)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target, number);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(target, number);
        }
    }

    private static void Write(Span<byte> target, ushort number, bool isLittleEndian)
    {
        if (isLittleEndian)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(target, number);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(target, number);
        }
    }
}
