using System.Globalization;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Canvas;

/// <summary>What was done by hand with the crop tool. The steps come in this order, and each works on what the one before left.</summary>
/// <param name="Flip"><c>horizontal</c> or <c>vertical</c>; null where it is not flipped.</param>
/// <param name="Turn">Clockwise, in degrees: 0, 90, 180 or 270.</param>
/// <param name="Angle">What straightens it, clockwise, −45 to 45; 0 where it is straight.</param>
/// <param name="Box">The part that is kept, in pixels; null where all of it is.</param>
public sealed record CropPlan(string? Flip, int Turn, double Angle, CropBox? Box)
{
    /// <summary>The engine that does exactly what the words say.</summary>
    public const string Engine = "local";

    /// <summary>The same in words that the local engine understands; empty where nothing was done.</summary>
    internal string Words() => string.Join(Text.WordsComma, Steps());

    private IEnumerable<string> Steps()
    {
        if (Flip is not null)
        {
            yield return Flip is "vertical" ? Text.WordsFlipVertically : Text.WordsFlipHorizontally;
        }
        if (Turn != 0)
        {
            yield return Turn switch { 90 => Text.WordsRotateRight, 180 => Text.WordsRotateAround, _ => Text.WordsRotateLeft };
        }
        if (Math.Round(Angle, 1) is var degrees and not 0)
        {
            var amount = Math.Abs(degrees).ToString(CultureInfo.InvariantCulture);
            yield return degrees > 0 ? Text.FormatWordsStraightenRight(amount) : Text.FormatWordsStraightenLeft(amount);
        }
        if (Box is { } box)
        {
            yield return Text.FormatWordsCrop(Whole(box.Width), Whole(box.Height), Whole(box.X), Whole(box.Y));
        }
    }

    private static string Whole(int pixels) => pixels.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A part of a picture in its pixels, from the top left.</summary>
public sealed record CropBox(int X, int Y, int Width, int Height);
