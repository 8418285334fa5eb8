namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>A change of the light of areas, and of the detail on them, one without the other.</summary>
/// <param name="Curve">From the light of an area to its new light, 0–1; it never falls.</param>
/// <param name="Detail">What the difference of a pixel from its area is multiplied by.</param>
internal sealed record Relighting(Func<double, double> Curve, double Detail)
{
    /// <returns>Null where the step is no such change.</returns>
    public static Relighting? Of(EditStep step) => step switch
    {
        Adjust { Quality: Quality.Highlights, Percent: var percent } => new(light => Highlights(light, percent / 100), 1),
        Adjust { Quality: Quality.Shadows, Percent: var percent } => new(light => Shadows(light, percent / 100), 1),
        Adjust { Quality: Quality.Clarity, Percent: var percent } => new(light => light, Math.Max(0, 1 + (0.9 * percent / 100))),
        Look { Kind: LookKind.Hdr } => new(Even, 1.9),
        Look { Kind: LookKind.Dramatic } => new(light => light, 1.6),
        Look { Kind: LookKind.Noir } => new(light => light, 1.3),
        _ => null,
    };

    /// <summary>More light in the lights bends towards white; less takes up to three tenths off it.</summary>
    private static double Highlights(double light, double amount)
    {
        var l = Math.Clamp(light, 0, 1);
        return amount < 0 ? l + (0.3 * Math.Max(amount, -1) * l * l * l) : l + (1.4 * Math.Min(amount, 1) * l * l * (1 - l));
    }

    /// <summary>What lies in the dark is raised two and a half times at most; the middle and the lights stay.</summary>
    private static double Shadows(double light, double amount)
    {
        var l = Math.Clamp(light, 0, 1);
        var dark = l * (1 - l) * (1 - l) * (1 - l);
        return l + (dark * (amount >= 0 ? 1.6 * Math.Min(amount, 1.5) : 0.9 * Math.Max(amount, -1)));
    }

    /// <summary>Towards the middle from both ends.</summary>
    private static double Even(double light)
    {
        var l = Math.Clamp(light, 0, 1);
        return Shadows(l, 0.9) - (0.16 * l * l * l);
    }
}
