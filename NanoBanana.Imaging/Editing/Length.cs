namespace NanoBanana.Imaging.Editing;

/// <summary>A distance in a picture: pixels, or a percentage of its shorter side.</summary>
internal readonly record struct Length(double Value, bool IsPercent)
{
    public static Length Pixels(double pixels) => new(pixels, false);

    public static Length Percent(double percent) => new(percent, true);

    public double In(int width, int height) => IsPercent ? Value * Math.Min(width, height) / 100 : Value;

    /// <summary>Whole pixels, at least one.</summary>
    public int WholeIn(int width, int height) =>
        (int)Math.Clamp(Math.Round(In(width, height), MidpointRounding.AwayFromZero), 1, 1_000_000);
}
