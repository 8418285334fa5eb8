namespace NanoBanana.Imaging.Headers;

/// <summary>One item of an AVIF: a coded picture, a grid of others, or metadata.</summary>
internal sealed class AvifItem(uint type)
{
    public uint Type { get; } = type;

    /// <summary>Where its bytes are in the file, in their order.</summary>
    public List<FileRange> Extents { get; } = [];

    /// <summary>What is said of it.</summary>
    public List<IsoBox> Properties { get; } = [];

    /// <summary>The items that it is put together from.</summary>
    public List<long> Parts { get; } = [];

    public bool IsCoded => Type == IsoBox.Name("av01"u8);

    public bool IsGrid => Type == IsoBox.Name("grid"u8);

    public IsoBox? Property(ReadOnlySpan<byte> name)
    {
        foreach (var property in Properties)
        {
            if (property.Is(name))
            {
                return property;
            }
        }

        return null;
    }
}
