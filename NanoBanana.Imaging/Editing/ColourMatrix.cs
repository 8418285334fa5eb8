namespace NanoBanana.Imaging.Editing;

/// <summary>Nine numbers, a row for each of red, green and blue: everything that mixes the channels. The ones of CSS filters.</summary>
internal static class ColourMatrix
{
    // How much of the light each channel is.
    private const double R = 0.2126, G = 0.7152, B = 0.0722;

    private static readonly double[] Sepia = [0.393, 0.769, 0.189, 0.349, 0.686, 0.168, 0.272, 0.534, 0.131];

    /// <returns>Null where the step is no mixture of channels.</returns>
    public static double[]? Of(EditStep step) => step switch
    {
        Recolour { Tone: Tone.Grayscale } => Saturate(0),
        Recolour { Tone: Tone.Sepia, Percent: var percent } => Mixed(Sepia, percent / 100),
        Adjust { Quality: Quality.Saturation, Percent: var percent } => Saturate(1 + (percent / 100)),
        ShiftHue { Degrees: var degrees } => Turn(degrees),
        _ => null,
    };

    private static double[] Mixed(double[] matrix, double share) =>
        [.. matrix.Select((value, at) => (share * value) + (at % 4 == 0 ? 1 - share : 0))];

    private static double[] Saturate(double s) =>
        [
            R + ((1 - R) * s), G - (G * s), B - (B * s), R - (R * s), G + ((1 - G) * s), B - (B * s), R - (R * s), G - (G * s),
            B + ((1 - B) * s),
        ];

    private static double[] Turn(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return
        [
            0.213 + (0.787 * cos) - (0.213 * sin), 0.715 - (0.715 * cos) - (0.715 * sin), 0.072 - (0.072 * cos) + (0.928 * sin),
            0.213 - (0.213 * cos) + (0.143 * sin), 0.715 + (0.285 * cos) + (0.140 * sin), 0.072 - (0.072 * cos) - (0.283 * sin),
            0.213 - (0.213 * cos) - (0.787 * sin), 0.715 - (0.715 * cos) + (0.715 * sin), 0.072 + (0.928 * cos) + (0.072 * sin),
        ];
    }
}
