using System.Buffers.Binary;

namespace NanoBanana.Imaging.Headers;

/// <summary>
/// Walks a file through a small window. Every read and move is a step, and there are only so many of them, so a file
/// made of millions of tiny blocks costs no more than any other.
/// </summary>
/// <param name="window">Bytes that are read at a time: few for a header, many for a walk through the whole file.</param>
internal sealed class HeaderCursor(Stream content, int window = 4096)
{
    private const int StepLimit = 2_000_000;

    private readonly byte[] _window = new byte[window];
    private long _windowStart;
    private int _windowLength;
    private int _steps;

    public long Length { get; } = content.Length;

    public long Position { get; set; }

    public long Remaining => Math.Max(0, Length - Position);

    /// <returns>How many bytes there were; fewer than asked for at the end of the file.</returns>
    public int ReadUpTo(Span<byte> destination)
    {
        if (++_steps > StepLimit)
        {
            throw new BadHeaderException("is made of too many blocks");
        }

        var read = 0;
        while (read < destination.Length && Fill())
        {
            var there = _window.AsSpan((int)(Position - _windowStart), (int)(_windowStart + _windowLength - Position));
            var count = Math.Min(there.Length, destination.Length - read);
            there[..count].CopyTo(destination[read..]);
            Position += count;
            read += count;
        }

        return read;
    }

    public void Read(Span<byte> destination)
    {
        if (ReadUpTo(destination) < destination.Length)
        {
            throw new BadHeaderException("ends inside its header");
        }
    }

    public byte ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        Read(one);
        return one[0];
    }

    public ushort ReadUInt16BigEndian()
    {
        Span<byte> two = stackalloc byte[2];
        Read(two);
        return BinaryPrimitives.ReadUInt16BigEndian(two);
    }

    /// <summary>Passes over bytes that have to be there.</summary>
    public void Skip(long count)
    {
        if (count > Remaining)
        {
            throw new BadHeaderException("ends before its picture does");
        }

        Position += count;
    }

    /// <summary>Moves to the next such byte; no step, as it passes over every byte once.</summary>
    /// <returns>False at the end of the file.</returns>
    public bool MoveTo(byte value)
    {
        while (Fill())
        {
            var offset = (int)(Position - _windowStart);
            var found = _window.AsSpan(offset, _windowLength - offset).IndexOf(value);
            if (found >= 0)
            {
                Position += found;
                return true;
            }

            Position = _windowStart + _windowLength;
        }

        return false;
    }

    private bool Fill()
    {
        if (Position >= _windowStart && Position < _windowStart + _windowLength)
        {
            return true;
        }

        if (Position >= Length)
        {
            return false;
        }

        content.Position = Position;
        _windowStart = Position;
        _windowLength = content.ReadAtLeast(_window, _window.Length, throwOnEndOfStream: false);
        return _windowLength > 0;
    }
}
