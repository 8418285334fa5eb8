namespace NanoBanana.Imaging.Metadata;

/// <summary>Keeps the frames of a GIF, their timing and how often they repeat; comments and what programs wrote into it go.</summary>
internal static class GifStripper
{
    private const byte Extension = 0x21;
    private const byte Frame = 0x2C;
    private const byte Trailer = 0x3B;
    private const byte Control = 0xF9;
    private const byte Application = 0xFF;

    public static void Write(ReadOnlySpan<byte> file, MemoryStream bare)
    {
        var at = Math.Min(file.Length, 13 + Colours(file, 10));
        bare.Write(file[..at]);
        while (at < file.Length && file[at] is Extension or Frame)
        {
            var start = at;
            at = file[at] == Frame ? Data(file, at + 11 + Colours(file, at + 9)) : Data(file, at + 2);
            if (at > file.Length)
            {
                break;
            }

            if (IsPicture(file[start..at]))
            {
                bare.Write(file[start..at]);
            }
        }

        bare.WriteByte(Trailer);
    }

    private static bool IsPicture(ReadOnlySpan<byte> block) => block[0] == Frame || block[1] switch
    {
        Control => true,
        Application => block[3..].StartsWith("NETSCAPE2.0"u8) || block[3..].StartsWith("ANIMEXTS1.0"u8),
        _ => false,
    };

    /// <summary>Bytes of the colour table that the flags at a place announce.</summary>
    private static int Colours(ReadOnlySpan<byte> file, int flags) =>
        flags < file.Length && (file[flags] & 0x80) != 0 ? 3 << ((file[flags] & 7) + 1) : 0;

    /// <summary>The place behind a chain of data blocks; beyond the file when it does not end.</summary>
    private static int Data(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length)
        {
            var length = file[at];
            at += 1 + length;
            if (length == 0)
            {
                return at;
            }
        }

        return file.Length + 1;
    }
}
