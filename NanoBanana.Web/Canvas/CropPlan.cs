using System.Globalization;
using Microsoft.Extensions.Localization;
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
    internal string Words(IStringLocalizer<Text> text) => string.Join(text["WordsComma"], Steps(text));

    private IEnumerable<string> Steps(IStringLocalizer<Text> text)
    {
        if (Flip is not null)
        {
            yield return text[Flip is "vertical" ? "WordsFlipVertically" : "WordsFlipHorizontally"];
        }
        if (Turn != 0)
        {
            yield return text[Turn switch { 90 => "WordsRotateRight", 180 => "WordsRotateAround", _ => "WordsRotateLeft" }];
        }
        if (Math.Round(Angle, 1) is var degrees and not 0)
        {
            yield return text[degrees > 0 ? "WordsStraightenRight" : "WordsStraightenLeft", Math.Abs(degrees).ToString(CultureInfo.InvariantCulture)];
        }
        if (Box is { } box)
        {
            yield return text["WordsCrop", Whole(box.Width), Whole(box.Height), Whole(box.X), Whole(box.Y)];
        }
    }

    private static string Whole(int pixels) => pixels.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A part of a picture in its pixels, from the top left.</summary>
public sealed record CropBox(int X, int Y, int Width, int Height);
