using System.Runtime.InteropServices;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>A reference to an image of libvips: pixels in memory, or the promise to compute them.</summary>
internal sealed class VipsImage : SafeHandle
{
    private const int ByteFormat = 0;
    private const int WordFormat = 2;
    private const int DoubleFormat = 8;

    /// <param name="handle">A reference that this object takes over.</param>
    public VipsImage(nint handle)
        : base(0, ownsHandle: true)
    {
        SetHandle(handle != 0 ? handle : throw VipsException.Take());
    }

    public override bool IsInvalid => handle == 0;

    public int Width => VipsNative.Width(this);

    public int Height => VipsNative.Height(this);

    public int Bands => VipsNative.Bands(this);

    public VipsInterpretation Interpretation => (VipsInterpretation)VipsNative.Interpretation(this);

    /// <summary>Whether turning it upright will swap its sides.</summary>
    public bool LiesOnItsSide => VipsNative.LiesOnItsSide(this);

    public bool Has(string field) => VipsNative.FieldType(this, field) != 0;

    /// <summary>1 or 2; no loader that is allowed gives others.</summary>
    public int BytesPerBand => VipsNative.Format(this) switch
    {
        ByteFormat => 1,
        WordFormat => 2,
        var other => throw new VipsException($"pixels of format {other} are not expected"),
    };

    /// <summary>The pixels of an image that was computed with <see cref="ToMemory"/>; they live as long as this object.</summary>
    public nint Data => VipsNative.Data(this) is var data and not 0 ? data : throw VipsException.Take();

    public byte[]? BlobOf(string field)
    {
        if (!Has(field) || VipsNative.GetBlob(this, field, out var data, out var length) != 0)
        {
            return null;
        }

        var copy = new byte[checked((int)length)];
        Marshal.Copy(data, copy, 0, copy.Length);
        return copy;
    }

    /// <summary>Only for an image that nobody else holds, such as a fresh copy.</summary>
    public void SetBlob(string field, ReadOnlySpan<byte> content) => VipsNative.SetBlob(this, field, content, (nuint)content.Length);

    /// <summary>Computes every pixel.</summary>
    public VipsImage ToMemory() => new(VipsNative.CopyToMemory(this));

    /// <param name="pixels">Rows from the top, bands side by side, one byte each.</param>
    public static VipsImage FromPixels(ReadOnlySpan<byte> pixels, int width, int height, int bands) =>
        pixels.Length == (long)width * height * bands
            ? new VipsImage(VipsNative.NewFromMemory(pixels, (nuint)pixels.Length, width, height, bands, ByteFormat))
            : throw new ArgumentException("The pixels do not fill the image.", nameof(pixels));

    /// <summary>A matrix for operations that take one.</summary>
    /// <param name="scale">What the results are divided by.</param>
    public static VipsImage FromMatrix(ReadOnlySpan<double> numbers, int width, double scale = 1)
    {
        var bytes = MemoryMarshal.AsBytes(numbers);
        var matrix = new VipsImage(VipsNative.NewFromMemory(bytes, (nuint)bytes.Length, width, numbers.Length / width, 1, DoubleFormat));
        VipsNative.SetNumber(matrix, "scale", scale);
        return matrix;
    }

    /// <param name="pixels">Bytes that stay where they are until every image that came from this one is disposed.</param>
    public static VipsImage Over(nint pixels, int width, int height, int bands) =>
        new(VipsNative.NewOverMemory(pixels, (nuint)((long)width * height * bands), width, height, bands, ByteFormat));

    /// <summary>Computes every pixel; the form of <see cref="FromPixels"/> for images of one byte a band.</summary>
    public byte[] ToPixels()
    {
        var pixels = VipsNative.WriteToMemory(this, out var length);
        if (pixels == 0)
        {
            throw VipsException.Take();
        }

        try
        {
            var copy = GC.AllocateUninitializedArray<byte>(checked((int)length));
            Marshal.Copy(pixels, copy, 0, copy.Length);
            return copy;
        }
        finally
        {
            VipsNative.Free(pixels);
        }
    }

    protected override bool ReleaseHandle()
    {
        VipsNative.Unref(handle);
        return true;
    }
}
