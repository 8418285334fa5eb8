namespace NanoBanana.Imaging.Headers;

internal static class HeaderCursorNumbers
{
    /// <summary>An unsigned number of 0 to 8 bytes, the highest first.</summary>
    public static long ReadNumber(this HeaderCursor cursor, int bytes)
    {
        Span<byte> number = stackalloc byte[bytes];
        cursor.Read(number);
        ulong value = 0;
        foreach (var one in number)
        {
            value = (value << 8) | one;
        }

        return value <= long.MaxValue ? (long)value : throw new BadHeaderException("has a part that makes no sense");
    }
}
