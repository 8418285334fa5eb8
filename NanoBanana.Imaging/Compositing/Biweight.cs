namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// Tukey's biweight: what misses by much counts for less, and beyond a limit for nothing (Beaton and Tukey, Technometrics 16, 1974).
/// </summary>
internal static class Biweight
{
    /// <summary>4.685 standard deviations, each 1.4826 medians: where errors are normal, 95 % as good as least squares.</summary>
    private const double Tuning = 4.685 * 1.4826;

    /// <param name="median">Of the misfits without their signs.</param>
    public static double Limit(double median) => Tuning * median;

    /// <param name="misfit">As a share of the limit, within −1 to 1.</param>
    public static double Weight(double misfit)
    {
        var near = 1 - (misfit * misfit);
        return near * near;
    }
}
