namespace NanoBanana.Core.Engines.Remote;

/// <summary>From a price to units: one for every seven cents begun, about what a picture of one megapixel costs.</summary>
internal static class UnitPrice
{
    private const double DollarsPerUnit = 0.07;

    /// <summary>A price that is not known counts as one unit.</summary>
    public static int Of(double? dollars) => Math.Max(1, (int)Math.Ceiling((dollars ?? 0) / DollarsPerUnit));
}
