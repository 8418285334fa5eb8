using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.State;

/// <summary>A place on a picture, in its pixels.</summary>
/// <param name="X">From the left.</param>
/// <param name="Y">From the top.</param>
/// <param name="Area">What is meant, where that is more than a place.</param>
public sealed record PinPlace(int X, int Y, SelectionBox? Area)
{
    /// <summary>Side of an area, as the API wants it.</summary>
    private const int Smallest = 4;

    /// <summary>The nearest place inside the picture; without a width or a height it is a point.</summary>
    public static PinPlace Within(Image image, int x, int y, int width, int height)
    {
        (x, y) = (Math.Clamp(x, 0, image.Width - 1), Math.Clamp(y, 0, image.Height - 1));
        (width, height) = (Math.Min(width, image.Width - x), Math.Min(height, image.Height - y));
        return new(x, y, width < Smallest || height < Smallest ? null : new(x, y, width, height));
    }
}

/// <summary>A comment that is about to be put.</summary>
/// <param name="Place">Where.</param>
/// <param name="Text">What it says.</param>
/// <param name="Key">Makes a repeated attempt harmless.</param>
public sealed record PinWords(PinPlace Place, string Text, string Key);
