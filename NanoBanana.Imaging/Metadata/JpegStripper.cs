using System.Buffers.Binary;
using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Metadata;

/// <summary>Keeps the segments of a JPEG that its picture needs, up to its end: more pictures may follow in the same file.</summary>
internal static class JpegStripper
{
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App2 = 0xE2;
    private const byte App14 = 0xEE;
    private const int JfifLength = 14;

    public static void Write(ReadOnlySpan<byte> file, MemoryStream bare)
    {
        bare.Write([0xFF, 0xD8]);
        if (OrientationOf(file) is not ExifOrientation.Upright and var orientation)
        {
            bare.Write([0xFF, App1, 0, ExifStripper.Length + 8, .. "Exif\0\0"u8, .. ExifStripper.Of(orientation)]);
        }

        var at = 2;
        while (Next(file, ref at) is { } segment)
        {
            if (segment.Marker == EndOfImage)
            {
                break;
            }

            if (segment is { Marker: App0, Data.Length: > JfifLength })
            {
                // The thumbnail in there is of a picture that may have been cropped since.
                bare.Write([0xFF, App0, 0, JfifLength + 2, .. segment.Data[..(JfifLength - 2)], 0, 0]);
            }
            else
            {
                bare.Write([0xFF, segment.Marker, .. Length(segment.Data.Length), .. segment.Data]);
            }

            if (segment.Marker == StartOfScan)
            {
                var end = EndOfScan(file, at);
                bare.Write(file[at..end]);
                at = end;
            }
        }

        bare.Write([0xFF, EndOfImage]);
    }

    private static int OrientationOf(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (Read(file, ref at) is { Marker: not (StartOfScan or EndOfImage) } segment)
        {
            if (segment.Marker == App1 && segment.Data.AsSpan().StartsWith("Exif\0\0"u8))
            {
                return ExifStripper.OrientationOf(segment.Data);
            }
        }

        return ExifOrientation.Upright;
    }

    private static Segment? Next(ReadOnlySpan<byte> file, ref int at)
    {
        while (Read(file, ref at) is { } segment)
        {
            if (IsPicture(segment))
            {
                return segment;
            }
        }

        return null;
    }

    /// <summary>The next segment with its data; stray bytes before it are passed over.</summary>
    private static Segment? Read(ReadOnlySpan<byte> file, ref int at)
    {
        for (; at + 1 < file.Length; at++)
        {
            if (file[at] != 0xFF || file[at + 1] is 0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD8))
            {
                continue;
            }

            var marker = file[at + 1];
            if (marker == EndOfImage)
            {
                return new(marker, []);
            }

            var length = at + 4 <= file.Length ? BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]) : 0;
            if (length < 2 || at + 2 + length > file.Length)
            {
                return null;
            }

            var data = file.Slice(at + 4, length - 2).ToArray();
            at += 2 + length;
            return new(marker, data);
        }

        return null;
    }

    /// <summary>Where the compressed data ends: at a marker that is neither stuffing nor a restart.</summary>
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (file[at..].IndexOf((byte)0xFF) is >= 0 and var next && at + next + 1 < file.Length)
        {
            at += next;
            if (file[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return at;
            }

            at += file[at + 1] == 0xFF ? 1 : 2;
        }

        return file.Length;
    }

    private static bool IsPicture(Segment segment) => segment.Marker switch
    {
        >= 0xC0 and <= 0xCF or 0xDB or 0xDC or 0xDD or StartOfScan or EndOfImage => true,
        App0 => segment.Data.AsSpan().StartsWith("JFIF\0"u8),
        App2 => segment.Data.AsSpan().StartsWith("ICC_PROFILE\0"u8),
        App14 => segment.Data.AsSpan().StartsWith("Adobe"u8),
        _ => false,
    };

    private static byte[] Length(int data) => [(byte)(data + 2 >> 8), (byte)(data + 2)];

    private sealed record Segment(byte Marker, byte[] Data);
}
