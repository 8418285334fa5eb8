namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Curves that looks use on the way.</summary>
internal static class LookCurves
{
    /// <summary>Only what is light, and most of it where it is lightest.</summary>
    public static byte[][] Lights { get; } = ToneCurve.All(value => 235 * Math.Pow(Math.Max(0, (value - 105) / 150.0), 1.4));

    /// <summary>A third of the light.</summary>
    public static byte[][] Dimmed { get; } = ToneCurve.All(value => value * 0.34);
}
