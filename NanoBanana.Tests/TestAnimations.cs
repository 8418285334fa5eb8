using System.Buffers.Binary;
using NanoBanana.Imaging;

namespace NanoBanana.Tests;

/// <summary>Writes animations block by block.</summary>
internal static class TestAnimations
{
    /// <summary>Every frame is one grey, lighter from frame to frame, and covers the screen.</summary>
    public static byte[] Gif(int width, int height, int frames) =>
        Gif(width, height, [.. Enumerable.Repeat(new FrameBox(0, 0, width, height), frames)]);

    /// <summary>Frames that lie where they are told.</summary>
    public static byte[] Gif(int width, int height, params FrameBox[] frames)
    {
        using var gif = new MemoryStream();
        gif.Write("GIF89a"u8);
        gif.Write([.. Two(width), .. Two(height), 0xF6, 0, 0]);
        for (var grey = 0; grey < 128; grey++)
        {
            gif.Write([(byte)(2 * grey), (byte)(2 * grey), (byte)(2 * grey)]);
        }

        for (var frame = 0; frame < frames.Length; frame++)
        {
            var box = frames[frame];
            gif.Write([0x21, 0xF9, 4, 0, 5, 0, 0, 0]);
            gif.Write([0x2C, .. Two(box.X), .. Two(box.Y), .. Two(box.Width), .. Two(box.Height), 0, 7]);
            WritePixels(gif, box.Width * box.Height, (byte)((16 + (frame * 8)) % 128));
            gif.WriteByte(0);
        }

        gif.WriteByte(0x3B);
        return gif.ToArray();
    }

    /// <summary>A still picture as every frame.</summary>
    public static byte[] WebP(int width, int height, int frames)
    {
        var picture = Picture(TestPixels.Quarters(width, height).ToWebP(lossless: false));
        using var body = new MemoryStream();
        body.Write([.. "WEBPVP8X"u8, 10, 0, 0, 0, 2, 0, 0, 0, .. Three(width - 1), .. Three(height - 1)]);
        body.Write([.. "ANIM"u8, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        for (var frame = 0; frame < frames; frame++)
        {
            body.Write(
                [.. "ANMF"u8, .. Four(16 + picture.Length), 0, 0, 0, 0, 0, 0, .. Three(width - 1), .. Three(height - 1), 50, 0, 0, 0]);
            body.Write(picture);
        }

        return [.. "RIFF"u8, .. Four((int)body.Length), .. body.ToArray()];
    }

    /// <summary>The chunk of a lossy WebP that holds the pixels, head included.</summary>
    public static byte[] Picture(ReadOnlySpan<byte> webp)
    {
        var chunk = webp[12..];
        while (true)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);
            var padded = 8 + length + (length & 1);
            if (chunk.StartsWith("VP8 "u8))
            {
                return chunk[..padded].ToArray();
            }

            chunk = chunk[padded..];
        }
    }

    /// <summary>LZW that never compresses: eight-bit codes, the table cleared before it would need a ninth.</summary>
    private static void WritePixels(MemoryStream gif, int count, byte grey)
    {
        const byte Clear = 128;
        const byte End = 129;
        while (count > 0)
        {
            var run = Math.Min(count, 120);
            gif.WriteByte((byte)(run + 1));
            gif.WriteByte(Clear);
            for (var pixel = 0; pixel < run; pixel++)
            {
                gif.WriteByte(grey);
            }

            count -= run;
        }

        gif.Write([1, End]);
    }

    private static byte[] Two(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Three(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16)];

    private static byte[] Four(int value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];
}
