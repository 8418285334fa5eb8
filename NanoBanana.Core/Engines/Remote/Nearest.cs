namespace NanoBanana.Core.Engines.Remote;

/// <summary>The offer that is closest to what is wanted.</summary>
internal static class Nearest
{
    /// <summary>Twice as wide is as far off as half as wide.</summary>
    public static T Ratio<T>(IReadOnlyList<T> offers, double wanted, Func<T, double> ratio) =>
        offers.MinBy(offer => Math.Abs(Math.Log(ratio(offer) / wanted)))!;
}
