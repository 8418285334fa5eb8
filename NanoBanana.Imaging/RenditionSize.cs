namespace NanoBanana.Imaging;

/// <summary>The size of a rendition, the same from every engine.</summary>
internal readonly record struct RenditionSize(int Width, int Height)
{
    /// <summary>The longest edge becomes <paramref name="edge"/>, the other keeps the proportions; nothing grows.</summary>
    public static RenditionSize Within(int width, int height, int edge)
    {
        var longest = Math.Max(width, height);
        return longest <= edge ? new(width, height) : new(Scale(width, edge, longest), Scale(height, edge, longest));
    }

    private static int Scale(int side, int edge, int longest) =>
        Math.Max(1, (int)Math.Round((double)side * edge / longest, MidpointRounding.AwayFromZero));
}
