using System.Runtime.InteropServices;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>GLib's box for a value of any type; whoever fills one clears it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal partial struct GValue
{
    // Fundamental types are constants of GLib's interface.
    private const nuint BoolType = 5 << 2;
    private const nuint IntType = 6 << 2;
    private const nuint DoubleType = 15 << 2;
    private const nuint StringType = 16 << 2;

    private nuint _type;
    private long _first;
    private long _second;

    public static GValue OfType(nuint type)
    {
        var value = default(GValue);
        Init(ref value, type);
        return value;
    }

    public static GValue Of(bool content)
    {
        var value = OfType(BoolType);
        SetBool(ref value, content);
        return value;
    }

    /// <summary>Also serves properties that are enumerations or flags: GLib converts.</summary>
    public static GValue Of(int content)
    {
        var value = OfType(IntType);
        SetInt(ref value, content);
        return value;
    }

    public static GValue Of(double content)
    {
        var value = OfType(DoubleType);
        SetDouble(ref value, content);
        return value;
    }

    public static GValue Of(string content)
    {
        var value = OfType(StringType);
        SetString(ref value, content);
        return value;
    }

    public static GValue Of(VipsImage content)
    {
        var value = OfType(VipsNative.ImageType());
        SetObject(ref value, content);
        return value;
    }

    public static GValue OfBlob(nint blob)
    {
        var value = OfType(VipsNative.BlobType());
        SetBoxed(ref value, blob);
        return value;
    }

    public static GValue OfNumbers(ReadOnlySpan<double> numbers) => OfArea(VipsNative.NumbersType(), VipsNative.NewNumbers(numbers, numbers.Length));

    public static GValue OfImages(ReadOnlySpan<nint> images) => OfArea(VipsNative.ImagesType(), VipsNative.NewImages(images, images.Length));

    public static GValue OfInterpolate(string nickname)
    {
        var value = OfType(VipsNative.InterpolateType());
        VipsNative.TakeObject(ref value, VipsNative.NewInterpolate(nickname));
        return value;
    }

    public readonly nint Object => GetObject(in this);

    public readonly nint Boxed => GetBoxed(in this);

    public void Clear() => Unset(ref this);

    private static GValue OfArea(nuint type, nint area)
    {
        var value = OfType(type);
        SetBoxed(ref value, area);
        VipsNative.UnrefArea(area);
        return value;
    }

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_init")]
    private static partial void Init(ref GValue value, nuint type);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_unset")]
    private static partial void Unset(ref GValue value);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_set_boolean")]
    private static partial void SetBool(ref GValue value, [MarshalAs(UnmanagedType.Bool)] bool content);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_set_int")]
    private static partial void SetInt(ref GValue value, int content);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_set_double")]
    private static partial void SetDouble(ref GValue value, double content);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_set_string", StringMarshalling = StringMarshalling.Utf8)]
    private static partial void SetString(ref GValue value, string content);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_set_object")]
    private static partial void SetObject(ref GValue value, VipsImage content);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_get_object")]
    private static partial nint GetObject(in GValue value);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_set_boxed")]
    private static partial void SetBoxed(ref GValue value, nint content);

    [LibraryImport(LibVipsLibrary.Name, EntryPoint = "g_value_get_boxed")]
    private static partial nint GetBoxed(in GValue value);
}
