using System.Runtime.InteropServices;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>One operation of libvips by its nickname: set the inputs, run it, take the outputs.</summary>
internal sealed class VipsOperation : IDisposable
{
    private nint _operation;

    public VipsOperation(string nickname)
    {
        _operation = VipsNative.NewOperation(nickname);
        if (_operation == 0)
        {
            throw VipsException.Take();
        }
    }

    public VipsOperation Set(string name, bool content) => Set(name, GValue.Of(content));

    public VipsOperation Set(string name, int content) => Set(name, GValue.Of(content));

    public VipsOperation Set(string name, double content) => Set(name, GValue.Of(content));

    public VipsOperation Set(string name, string content) => Set(name, GValue.Of(content));

    public VipsOperation Set(string name, VipsImage content) => Set(name, GValue.Of(content));

    public VipsOperation Set(string name, ReadOnlySpan<double> numbers) => Set(name, GValue.OfNumbers(numbers));

    public VipsOperation SetImages(string name, VipsImage first, VipsImage second)
    {
        Set(name, GValue.OfImages([first.DangerousGetHandle(), second.DangerousGetHandle()]));
        GC.KeepAlive(first);
        GC.KeepAlive(second);
        return this;
    }

    public VipsOperation SetInterpolate(string name, string nickname) => Set(name, GValue.OfInterpolate(nickname));

    public VipsOperation Set<T>(string name, T content)
        where T : struct, Enum => Set(name, GValue.Of(Convert.ToInt32(content)));

    /// <param name="content">Stays where it is until every image that came from it is disposed.</param>
    public VipsOperation Set(string name, PinnedBytes content)
    {
        var blob = VipsNative.NewBlob(0, content.Address, (nuint)content.Length);
        try
        {
            return Set(name, GValue.OfBlob(blob));
        }
        finally
        {
            VipsNative.UnrefArea(blob);
        }
    }

    public VipsOperation Run() => VipsNative.Build(ref _operation) == 0 ? this : throw VipsException.Take();

    /// <summary>Runs the operation and takes its image.</summary>
    public VipsImage ToImage(string output = "out")
    {
        Run();
        var value = GValue.OfType(VipsNative.ImageType());
        try
        {
            VipsNative.GetProperty(_operation, output, ref value);
            return new VipsImage(value.Object == 0 ? 0 : VipsNative.Ref(value.Object));
        }
        finally
        {
            value.Clear();
        }
    }

    /// <summary>Runs the operation and takes the file it wrote.</summary>
    public byte[] ToBytes(string output = "buffer")
    {
        Run();
        var value = GValue.OfType(VipsNative.BlobType());
        try
        {
            VipsNative.GetProperty(_operation, output, ref value);
            var data = VipsNative.BlobData(value.Boxed, out var length);
            var copy = GC.AllocateUninitializedArray<byte>(checked((int)length));
            Marshal.Copy(data, copy, 0, copy.Length);
            return copy;
        }
        finally
        {
            value.Clear();
        }
    }

    public void Dispose()
    {
        if (_operation != 0)
        {
            VipsNative.UnrefOutputs(_operation);
            VipsNative.Unref(_operation);
            _operation = 0;
        }
    }

    private VipsOperation Set(string name, GValue value)
    {
        VipsNative.SetProperty(_operation, name, in value);
        value.Clear();
        return this;
    }
}
