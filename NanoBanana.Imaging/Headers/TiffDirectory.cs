using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>The first directory of a TIFF: what is said of its first page. Other pages are never looked at.</summary>
internal sealed class TiffDirectory
{
    private const int Start = 8;
    private const int EntryLength = 12;
    private const int EntryLimit = 1000;
    private const int Short = 3;
    private const int Long = 4;

    private readonly Dictionary<ushort, TiffEntry> _entries = [];
    private readonly HeaderCursor _cursor;

    private TiffDirectory(HeaderCursor cursor, bool isLittleEndian) => (_cursor, IsLittleEndian) = (cursor, isLittleEndian);

    public bool IsLittleEndian { get; }

    /// <summary>The entries as they stand in the file, by their tags.</summary>
    public IReadOnlyDictionary<ushort, TiffEntry> Entries => _entries;

    /// <summary>The place behind the directory and all that its entries lead to, as far as it is in the file.</summary>
    public long End { get; private set; }

    public static bool IsTiff(ReadOnlySpan<byte> start) => start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8);

    public static TiffDirectory Read(HeaderCursor cursor)
    {
        Span<byte> start = stackalloc byte[Start];
        cursor.Read(start);
        var directory = new TiffDirectory(cursor, start[0] == 'I');
        cursor.Position = directory.UInt32(start[4..]);
        Span<byte> count = stackalloc byte[2];
        cursor.Read(count);
        var entries = directory.UInt16(count);
        if (entries is 0 or > EntryLimit)
        {
            throw new BadHeaderException("has a header that makes no sense");
        }

        for (; entries > 0; entries--)
        {
            directory.ReadEntry();
        }

        // The place of the next directory follows.
        directory.End = Math.Max(directory.End, cursor.Position + sizeof(uint));
        return directory;
    }

    public bool Has(TiffTag tag) => _entries.ContainsKey((ushort)tag);

    /// <summary>The first number of an entry.</summary>
    public long Number(TiffTag tag, long otherwise) => Has(tag) ? Numbers(tag).First() : otherwise;

    /// <exception cref="BadHeaderException">It is missing.</exception>
    public long Number(TiffTag tag) => Has(tag) ? Numbers(tag).First() : throw new BadHeaderException("lacks a part of its header");

    /// <summary>All numbers of an entry; nothing where it is missing.</summary>
    /// <exception cref="BadHeaderException">They are not there, or no whole numbers.</exception>
    public IEnumerable<long> Numbers(TiffTag tag)
    {
        if (!_entries.TryGetValue((ushort)tag, out var entry))
        {
            yield break;
        }

        if (entry.Type is not (Short or Long) || entry.Count == 0 || entry.Data.End > _cursor.Length)
        {
            throw new BadHeaderException("has a header that makes no sense");
        }

        var number = new byte[entry.Type == Short ? sizeof(ushort) : sizeof(uint)];
        for (var at = entry.Data.Start; at < entry.Data.End; at += number.Length)
        {
            _cursor.Position = at;
            _cursor.Read(number);
            yield return entry.Type == Short ? UInt16(number) : UInt32(number);
        }
    }

    private void ReadEntry()
    {
        var start = _cursor.Position;
        Span<byte> bytes = stackalloc byte[EntryLength];
        _cursor.Read(bytes);
        var (type, count) = (UInt16(bytes[2..]), UInt32(bytes[4..]));
        var length = count * LengthOf(type);
        var data = new FileRange(length <= sizeof(uint) ? start + 8 : UInt32(bytes[8..]), length);
        if (!_entries.TryAdd(UInt16(bytes), new(type, count, data, bytes.ToArray())))
        {
            throw new BadHeaderException("contradicts itself");
        }

        End = data.End <= _cursor.Length ? Math.Max(End, data.End) : End;
    }

    private static int LengthOf(ushort type) => type switch
    {
        Short or 8 => 2,
        Long or 9 or 11 or 13 => 4,
        5 or 10 or 12 or 16 or 17 or 18 => 8,
        _ => 1,
    };

    private ushort UInt16(ReadOnlySpan<byte> bytes) => IsLittleEndian
        ? BinaryPrimitives.ReadUInt16LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private long UInt32(ReadOnlySpan<byte> bytes) => IsLittleEndian
        ? BinaryPrimitives.ReadUInt32LittleEndian(bytes)
        : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}

/// <param name="Data">Where its numbers are in the file: in the entry itself if they fit.</param>
/// <param name="Bytes">The entry as it stands in the file.</param>
internal readonly record struct TiffEntry(ushort Type, long Count, FileRange Data, byte[] Bytes);
