namespace NanoBanana.Core.Scanning;

/// <summary>What the scanner says of a file: one of the three cases nested here.</summary>
internal abstract record ScanVerdict
{
    private ScanVerdict()
    {
    }

    /// <summary>Nothing was found, or there is no scanner.</summary>
    internal sealed record Clean : ScanVerdict;

    /// <param name="Signature">Its name in the scanner's database.</param>
    internal sealed record Infected(string Signature) : ScanVerdict;

    /// <summary>More than the scanner takes: nobody knows.</summary>
    internal sealed record TooLarge(long Limit) : ScanVerdict;
}
