using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Bench.Finish;

/// <summary>Counts the processor time that decoding takes; the fourth file that is decoded with a mask is the stored result.</summary>
internal sealed class TimedCodec(IRasterCodec codec) : IRasterCodec
{
    private const int InputFiles = 3;

    private int _files;

    public TimeSpan Inputs { get; private set; }

    public TimeSpan Stored { get; private set; }

    public void Reset() => (_files, Inputs, Stored) = (0, TimeSpan.Zero, TimeSpan.Zero);

    public Raster Decode(ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Count(() => codec.Decode(file, cancellationToken));

    public Raster DecodeInto(byte[]? profile, ReadOnlyMemory<byte> file, CancellationToken cancellationToken) =>
        Count(() => codec.DecodeInto(profile, file, cancellationToken));

    public byte[] EncodeJpeg(Raster pixels, int quality, CancellationToken cancellationToken) =>
        codec.EncodeJpeg(pixels, quality, cancellationToken);

    public bool IsDamage(Exception failure) => codec.IsDamage(failure);

    private Raster Count(Func<Raster> decode)
    {
        var before = Environment.CpuUsage.TotalTime;
        var raster = decode();
        var spent = Environment.CpuUsage.TotalTime - before;
        (Inputs, Stored) = _files++ < InputFiles ? (Inputs + spent, Stored) : (Inputs, Stored + spent);
        return raster;
    }
}
