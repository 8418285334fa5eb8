using System.Buffers.Binary;

namespace NanoBanana.Core.Messages;

/// <summary>
/// The n-grams of texts as a Bloom filter with one hash: runs of one, two and three UTF-16 units, in capitals, so that a text has every
/// n-gram of each word that <see cref="StringComparison.OrdinalIgnoreCase"/> finds in it. Bits are numbered as Redis numbers them.
/// </summary>
internal static class NGrams
{
    private const int Longest = 3;

    /// <summary>A filter in bits. A hundred messages of English fill a fifth of it.</summary>
    public const int FilterBits = 1 << 14;

    public const int FilterBytes = FilterBits / 8;

    /// <summary>How many n-grams of a query are asked for: more would rule out hardly more.</summary>
    private const int AskedAtMost = 8;

    public static void AddTo(Span<byte> filter, string text)
    {
        var capitals = Fold(text);
        for (var start = 0; start < capitals.Length; start++)
        {
            for (var length = 1; length <= Longest && start + length <= capitals.Length; length++)
            {
                var bit = BitOf(capitals.AsSpan(start, length));
                filter[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }
        }
    }

    /// <summary>The bits that are set where the query may be found: those of its longest n-grams, spread over the query.</summary>
    public static int[] BitsOf(string query)
    {
        var capitals = Fold(query);
        var length = Math.Min(Longest, capitals.Length);
        var count = capitals.Length - length + 1;
        var asked = Math.Min(count, AskedAtMost);
        return [.. Enumerable.Range(0, asked)
            .Select(i => asked == 1 ? 0 : i * (count - 1) / (asked - 1))
            .Select(start => BitOf(capitals.AsSpan(start, length)))
            .Distinct()];
    }

    /// <summary>
    /// Halves of surrogate pairs are all alike: a query may have one alone, and whether a pair has capitals depends on both.
    /// </summary>
    private static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = char.IsSurrogate(text[i]) ? '\uFFFF' : char.ToUpperInvariant(text[i]);
        }
    });

    /// <summary>FNV-1a in 32 bits over the units as 16 bits each, folded to the size of the filter.</summary>
    private static int BitOf(ReadOnlySpan<char> gram)
    {
        const uint Basis = 2166136261, Prime = 16777619;
        Span<byte> bytes = stackalloc byte[2 * Longest];
        for (var i = 0; i < gram.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], gram[i]);
        }

        var hash = Basis;
        foreach (var part in bytes[..(2 * gram.Length)])
        {
            hash = (hash ^ part) * Prime;
        }

        return (int)((hash ^ (hash >> 14) ^ (hash >> 28)) % FilterBits);
    }
}
