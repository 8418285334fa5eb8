namespace NanoBanana.Imaging.Editing;

/// <summary>What becomes of each of the 256 values of a channel: everything that looks at one channel alone.</summary>
internal static class ToneCurve
{
    /// <returns>Red, green and blue; null where the step looks at more than one channel.</returns>
    public static byte[][]? Of(EditStep step) => step switch
    {
        Recolour { Tone: Tone.Invert } => All(value => 255 - value),
        Adjust { Quality: Quality.Brightness, Percent: var percent } => All(value => 255 * Brighten(value / 255.0, percent / 100)),
        Adjust { Quality: Quality.Contrast, Percent: var percent } => All(value => ((value - 127.5) * (1 + (percent / 100))) + 127.5),
        Adjust { Quality: Quality.Warmth, Percent: var percent } =>
            [Curve(value => value * (1 + (0.003 * percent))), Curve(value => value), Curve(value => value * (1 - (0.003 * percent)))],
        Adjust { Quality: Quality.Tint, Percent: var percent } => Tint(percent),
        Adjust { Quality: Quality.Fade, Percent: var percent } => All(value => value + (percent / 100 * (Faded(value) - value))),
        Expose { Stops: var stops } => All(value => 255 * ToSrgb(ToLinear(value / 255.0) * Math.Pow(2, stops))),
        Look { Kind: LookKind.Posterize, Percent: var percent } => All(value => Posterize(value, percent)),
        Look { Kind: LookKind.Solarize } => All(value => value < 128 ? value : 255 - value),
        _ => null,
    };

    /// <summary>
    /// Bends the line from black to white without moving its ends: 1 − (1 − v)^(1 + 1.25 p) is brighter, v^(1 / (1 + p)) darker. Twenty
    /// percent lift the
    /// middle grey as far as a gain of 1.2 does, and no light value is lost at white.
    /// </summary>
    /// <param name="value">0–1.</param>
    /// <param name="amount">From −1, which is black.</param>
    public static double Brighten(double value, double amount) => amount >= 0
        ? 1 - Math.Pow(1 - value, 1 + (1.25 * amount))
        : Math.Pow(value, 1 / Math.Max(1e-9, 1 + amount));

    /// <param name="gains">How much more light each of red, green and blue gets.</param>
    public static byte[][] Balance(params ReadOnlySpan<double> gains)
    {
        var curves = new byte[gains.Length][];
        for (var band = 0; band < gains.Length; band++)
        {
            var gain = gains[band];
            curves[band] = Curve(value => 255 * ToSrgb(gain * ToLinear(value / 255.0)));
        }

        return curves;
    }

    /// <summary>The same curve for all channels.</summary>
    /// <param name="change">From 0–255 to what is rounded to 0–255.</param>
    public static byte[][] All(Func<int, double> change)
    {
        var curve = Curve(change);
        return [curve, curve, curve];
    }

    public static double ToLinear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double ToSrgb(double light) => light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;

    private static byte[][] Tint(double percent)
    {
        var (others, green) = (1 + (0.0015 * percent), 1 - (0.0015 * percent));
        var side = Curve(value => value * others);
        return [side, Curve(value => value * green), side];
    }

    private static double Faded(int value) => 58 + (value * 0.72);

    /// <summary>From eight steps at 0 percent to two at 100.</summary>
    private static double Posterize(int value, double percent)
    {
        var steps = (int)Math.Round(8 - (6 * Math.Clamp(percent, 0, 100) / 100));
        return Math.Min(steps - 1, value * steps / 256) * 255.0 / (steps - 1);
    }

    private static byte[] Curve(Func<int, double> change) =>
        [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Clamp(Math.Round(change(value), MidpointRounding.AwayFromZero), 0, 255))];
}
