namespace NanoBanana.Imaging.Headers;

/// <summary>Bytes of a file.</summary>
internal readonly record struct FileRange(long Start, long Length)
{
    public long End => Start + Length;
}
