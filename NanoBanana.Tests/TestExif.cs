using System.Text;

namespace NanoBanana.Tests;

/// <summary>EXIF as a camera writes it, big-endian, and its place in a JPEG.</summary>
internal static class TestExif
{
    /// <summary>Stands in the files of <see cref="Gps"/> and must stand in nothing made of them.</summary>
    public const string Secret = "52.5200N-13.4050E";

    public const int Byte = 1;
    public const int Short = 3;
    public const int Long = 4;

    /// <param name="type">Of the field; by the standard it is <see cref="Short"/>.</param>
    public static byte[] Orientation(int orientation, int type = Short) =>
        Tiff([Entry(0x0112, type, 1, orientation << type switch { Byte => 24, Short => 16, _ => 0 })]);

    /// <summary>A position and a camera name.</summary>
    public static byte[] Gps()
    {
        // Directory 0 has two entries and ends at 38; the text is there, the GPS directory behind it.
        var text = Encoding.ASCII.GetBytes(Secret + "\0");
        var gps = 38 + text.Length + (text.Length & 1);
        return
        [
            .. Tiff([Entry(0x010F, 2, text.Length, 38), Entry(0x8825, 4, 1, gps)]),
            .. text, .. new byte[text.Length & 1],
            0, 1, .. Entry(0x001B, 2, text.Length, 38), 0, 0, 0, 0,
        ];
    }

    /// <summary>Puts it right behind the start of a JPEG.</summary>
    public static byte[] AddTo(byte[] jpeg, byte[] tiff)
    {
        var length = 2 + 6 + tiff.Length;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. tiff, .. jpeg[2..]];
    }

    private static byte[] Tiff(byte[][] entries) =>
        [.. "MM\0*"u8, 0, 0, 0, 8, 0, (byte)entries.Length, .. entries.SelectMany(entry => entry), 0, 0, 0, 0];

    private static byte[] Entry(int tag, int type, int count, int value) =>
        [.. Bytes(tag)[2..], .. Bytes(type)[2..], .. Bytes(count), .. Bytes(value)];

    private static byte[] Bytes(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
