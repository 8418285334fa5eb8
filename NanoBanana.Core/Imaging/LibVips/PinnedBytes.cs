using System.Buffers;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>Managed bytes that native code may read until this is disposed.</summary>
internal sealed class PinnedBytes(ReadOnlyMemory<byte> bytes) : IDisposable
{
    private MemoryHandle _pin = bytes.Pin();

    public unsafe nint Address => (nint)_pin.Pointer;

    public int Length => bytes.Length;

    public void Dispose() => _pin.Dispose();
}
