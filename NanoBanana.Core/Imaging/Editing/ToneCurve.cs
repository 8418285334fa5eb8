namespace NanoBanana.Core.Imaging.Editing;

/// <summary>What becomes of each of the 256 values of a channel: everything that looks at one channel alone.</summary>
internal static class ToneCurve
{
    /// <returns>Red, green and blue; null where the step looks at more than one channel.</returns>
    public static byte[][]? Of(EditStep step) => step switch
    {
        Recolour { Tone: Tone.Invert } => All(value => 255 - value),
        Adjust { Quality: Quality.Brightness, Percent: var percent } => All(value => value * (1 + (percent / 100))),
        Adjust { Quality: Quality.Contrast, Percent: var percent } => All(value => ((value - 127.5) * (1 + (percent / 100))) + 127.5),
        Adjust { Quality: Quality.Warmth, Percent: var percent } =>
            [Curve(value => value * (1 + (0.003 * percent))), Curve(value => value), Curve(value => value * (1 - (0.003 * percent)))],
        Expose { Stops: var stops } => All(value => 255 * ToSrgb(ToLinear(value / 255.0) * Math.Pow(2, stops))),
        _ => null,
    };

    private static byte[][] All(Func<int, double> change)
    {
        var curve = Curve(change);
        return [curve, curve, curve];
    }

    private static byte[] Curve(Func<int, double> change) =>
        [.. Enumerable.Range(0, 256).Select(value => (byte)Math.Clamp(Math.Round(change(value), MidpointRounding.AwayFromZero), 0, 255))];

    private static double ToLinear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double ToSrgb(double light) => light <= 0.0031308 ? light * 12.92 : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055;
}
