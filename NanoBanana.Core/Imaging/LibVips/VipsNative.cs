using System.Runtime.InteropServices;

namespace NanoBanana.Core.Imaging.LibVips;

/// <summary>
/// The functions of libvips and GLib that are used. None of them is variadic: those cannot be called portably from .NET,
/// so operations are driven by setting GObject properties.
/// </summary>
internal static partial class VipsNative
{
    private const string Library = LibVipsLibrary.Name;

    [LibraryImport(Library, EntryPoint = "vips_init", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Init(string program);

    [LibraryImport(Library, EntryPoint = "vips_version")]
    public static partial int Version(int part);

    [LibraryImport(Library, EntryPoint = "vips_concurrency_set")]
    public static partial void SetConcurrency(int threads);

    [LibraryImport(Library, EntryPoint = "vips_cache_set_max")]
    public static partial void SetCacheMax(int operations);

    [LibraryImport(Library, EntryPoint = "vips_operation_block_set", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void BlockOperation(string name, [MarshalAs(UnmanagedType.Bool)] bool blocked);

    [LibraryImport(Library, EntryPoint = "g_setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, [MarshalAs(UnmanagedType.Bool)] bool overwrite);

    [LibraryImport(Library, EntryPoint = "vips_error_buffer_copy")]
    public static partial nint TakeErrors();

    [LibraryImport(Library, EntryPoint = "vips_operation_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewOperation(string nickname);

    [LibraryImport(Library, EntryPoint = "vips_cache_operation_buildp")]
    public static partial int Build(ref nint operation);

    [LibraryImport(Library, EntryPoint = "vips_object_unref_outputs")]
    public static partial void UnrefOutputs(nint operation);

    [LibraryImport(Library, EntryPoint = "g_object_ref")]
    public static partial nint Ref(nint instance);

    [LibraryImport(Library, EntryPoint = "g_object_unref")]
    public static partial void Unref(nint instance);

    [LibraryImport(Library, EntryPoint = "g_free")]
    public static partial void Free(nint memory);

    [LibraryImport(Library, EntryPoint = "g_object_set_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetProperty(nint instance, string name, in GValue value);

    [LibraryImport(Library, EntryPoint = "g_object_get_property", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void GetProperty(nint instance, string name, ref GValue value);

    [LibraryImport(Library, EntryPoint = "vips_image_get_type")]
    public static partial nuint ImageType();

    [LibraryImport(Library, EntryPoint = "vips_image_get_width")]
    public static partial int Width(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_height")]
    public static partial int Height(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_bands")]
    public static partial int Bands(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_interpretation")]
    public static partial int Interpretation(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_orientation_swap")]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool LiesOnItsSide(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_typeof", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nuint FieldType(VipsImage image, string field);

    [LibraryImport(Library, EntryPoint = "vips_image_set_kill")]
    public static partial void SetKill(VipsImage image, [MarshalAs(UnmanagedType.Bool)] bool kill);

    [LibraryImport(Library, EntryPoint = "vips_image_copy_memory")]
    public static partial nint CopyToMemory(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_memory_copy")]
    public static partial nint NewFromMemory(ReadOnlySpan<byte> pixels, nuint length, int width, int height, int bands, int format);

    [LibraryImport(Library, EntryPoint = "vips_image_new_from_memory")]
    public static partial nint NewOverMemory(nint pixels, nuint length, int width, int height, int bands, int format);

    [LibraryImport(Library, EntryPoint = "vips_image_get_data")]
    public static partial nint Data(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_format")]
    public static partial int Format(VipsImage image);

    [LibraryImport(Library, EntryPoint = "vips_image_get_blob", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetBlob(VipsImage image, string field, out nint data, out nuint length);

    [LibraryImport(Library, EntryPoint = "vips_image_set_blob_copy", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetBlob(VipsImage image, string field, ReadOnlySpan<byte> data, nuint length);

    [LibraryImport(Library, EntryPoint = "vips_image_write_to_memory")]
    public static partial nint WriteToMemory(VipsImage image, out nuint length);

    [LibraryImport(Library, EntryPoint = "vips_blob_get_type")]
    public static partial nuint BlobType();

    [LibraryImport(Library, EntryPoint = "vips_blob_new")]
    public static partial nint NewBlob(nint free, nint data, nuint length);

    [LibraryImport(Library, EntryPoint = "vips_blob_get")]
    public static partial nint BlobData(nint blob, out nuint length);

    [LibraryImport(Library, EntryPoint = "vips_area_unref")]
    public static partial void UnrefArea(nint area);

    [LibraryImport(Library, EntryPoint = "vips_array_double_get_type")]
    public static partial nuint NumbersType();

    [LibraryImport(Library, EntryPoint = "vips_array_double_new")]
    public static partial nint NewNumbers(ReadOnlySpan<double> numbers, int count);

    [LibraryImport(Library, EntryPoint = "vips_array_image_get_type")]
    public static partial nuint ImagesType();

    [LibraryImport(Library, EntryPoint = "vips_array_image_new")]
    public static partial nint NewImages(ReadOnlySpan<nint> images, int count);

    [LibraryImport(Library, EntryPoint = "vips_interpolate_get_type")]
    public static partial nuint InterpolateType();

    [LibraryImport(Library, EntryPoint = "vips_interpolate_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewInterpolate(string nickname);

    [LibraryImport(Library, EntryPoint = "g_value_take_object")]
    public static partial void TakeObject(ref GValue value, nint instance);

    [LibraryImport(Library, EntryPoint = "vips_image_set_double", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void SetNumber(VipsImage image, string field, double number);
}
