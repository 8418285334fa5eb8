using System.Buffers.Binary;
using System.Text;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Colours;

/// <summary>Writes an ICC profile, so that what a PNG says in chunks of its own goes the way of every profile.</summary>
internal static class MadeProfile
{
    private const int HeaderLength = 128;
    private const int EntryLength = 12;

    private static readonly byte[] WhiteD50 = [.. "XYZ "u8, 0, 0, 0, 0, 0, 0, 0xF6, 0xD6, 0, 1, 0, 0, 0, 0, 0xD3, 0x2D];

    /// <returns>For grey pictures a grey one. Primaries that span no colours count as those of sRGB.</returns>
    public static byte[] Of(PngColours colours, bool isGrey)
    {
        var curve = Curve(colours.Gamma);
        if (isGrey)
        {
            return Write("GRAY", [("kTRC", curve)]);
        }

        var matrix = (colours.Primaries is { } primaries ? RgbMatrix.Of(primaries) : null) ?? RgbMatrix.Of(RgbMatrix.Srgb)!;
        return InColour(matrix, curve);
    }

    /// <param name="grey">The profile of a grey picture.</param>
    /// <returns>One for colours in which the same grey has the same numbers; null where the profile is damaged.</returns>
    public static byte[]? InColour(byte[] grey)
    {
        var table = grey.AsSpan(Math.Min(HeaderLength + 4, grey.Length));
        for (var entry = table; entry.Length >= EntryLength; entry = entry[EntryLength..])
        {
            var (offset, length) = (BinaryPrimitives.ReadUInt32BigEndian(entry[4..]), BinaryPrimitives.ReadUInt32BigEndian(entry[8..]));
            if (entry.StartsWith("kTRC"u8) && (long)offset + length <= grey.Length)
            {
                return InColour(RgbMatrix.Of(RgbMatrix.Srgb)!, grey.AsSpan((int)offset, (int)length).ToArray());
            }
        }

        return null;
    }

    private static byte[] InColour(double[,] matrix, byte[] curve) => Write("RGB ", [
        ("rXYZ", Column(matrix, 0)), ("gXYZ", Column(matrix, 1)), ("bXYZ", Column(matrix, 2)),
        ("rTRC", curve), ("gTRC", curve), ("bTRC", curve)]);

    private static byte[] Write(string space, (string Name, byte[] Data)[] colours)
    {
        (string Name, byte[] Data)[] tags = [("desc", Words("PNG colours")), ("cprt", Words("None")), ("wtpt", WhiteD50), .. colours];
        using var data = new MemoryStream();
        using var table = new MemoryStream();
        table.Write(Number(tags.Length));
        foreach (var (name, tag) in tags)
        {
            var offset = HeaderLength + 4 + (EntryLength * tags.Length) + (int)data.Position;
            table.Write([.. Encoding.ASCII.GetBytes(name), .. Number(offset), .. Number(tag.Length)]);
            data.Write(tag);
            data.Write(new byte[(4 - (tag.Length % 4)) % 4]);
        }

        var header = new byte[HeaderLength];
        Number(HeaderLength + (int)(table.Length + data.Length)).CopyTo(header, 0);
        Encoding.ASCII.GetBytes($"mntr{space}XYZ ").CopyTo(header, 12);
        // Version 4.3, made on the first day of 2000, seen under D50.
        (header[8], header[9]) = (4, 0x30);
        ((byte[])[0x07, 0xD0, 0, 1, 0, 1]).CopyTo(header, 24);
        "acsp"u8.CopyTo(header.AsSpan(36));
        WhiteD50.AsSpan(8).CopyTo(header.AsSpan(68));
        return [.. header, .. table.ToArray(), .. data.ToArray()];
    }

    private static byte[] Curve(double gamma) => [.. "para"u8, 0, 0, 0, 0, 0, 0, 0, 0, .. Fixed(gamma)];

    private static byte[] Column(double[,] matrix, int column) =>
        [.. "XYZ "u8, 0, 0, 0, 0, .. Fixed(matrix[0, column]), .. Fixed(matrix[1, column]), .. Fixed(matrix[2, column])];

    private static byte[] Words(string english) =>
    [
        .. "mluc"u8, 0, 0, 0, 0, .. Number(1), .. Number(12),
        .. "enUS"u8, .. Number(2 * english.Length), .. Number(28), .. Encoding.BigEndianUnicode.GetBytes(english),
    ];

    private static byte[] Fixed(double number) => Number((int)Math.Round(number * 65536));

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
