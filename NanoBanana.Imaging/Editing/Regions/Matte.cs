namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>What a model thinks is the subject, and how sure it looks.</summary>
internal sealed class Matte
{
    private const byte Half = 128;
    // Below these a mask is no answer.
    private const double LeastConfidence = 0.6;
    private const double LeastCoverage = 0.004;
    private const double MostCoverage = 0.97;

    /// <param name="bytes">255 where the subject is.</param>
    public Matte(byte[] bytes, int width, int height)
    {
        (Raw, Bytes, Width, Height) = (bytes, MatteCleaner.Clean(bytes, width, height), width, height);
        var (sum, touched, decided) = (0L, 0, 0.0);
        foreach (var share in Bytes)
        {
            sum += share;
            if (share > 12)
            {
                var distance = Math.Abs(share - 127.5) / 127.5;
                (touched, decided) = (touched + 1, decided + (distance * distance));
            }
        }

        Coverage = sum / 255.0 / bytes.Length;
        IsEmpty = Coverage < LeastCoverage && bytes.Average(share => share / 255.0) < LeastCoverage;
        Confidence = touched == 0 ? 0 : decided / touched;
    }

    /// <summary>As the model gave it.</summary>
    public byte[] Raw { get; }

    /// <summary>Without specks and pinholes.</summary>
    public byte[] Bytes { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The subject's share of the picture, 0–1.</summary>
    public double Coverage { get; }

    /// <summary>0–1: soft everywhere is 0, a clear cut is 1.</summary>
    public double Confidence { get; }

    /// <summary>Neither the model nor what is left of its answer says that anything stands out.</summary>
    public bool IsEmpty { get; }

    public bool IsUsable => Confidence >= LeastConfidence && Coverage is >= LeastCoverage and <= MostCoverage;

    /// <summary>What holds the subject, as shares of the picture.</summary>
    public (double Left, double Top, double Right, double Bottom) Bounds()
    {
        var (left, top, right, bottom) = (Width, Height, -1, -1);
        for (var at = 0; at < Bytes.Length; at++)
        {
            if (Bytes[at] >= Half)
            {
                var (x, y) = (at % Width, at / Width);
                (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
            }
        }

        return ((double)left / Width, (double)top / Height, (right + 1.0) / Width, (bottom + 1.0) / Height);
    }
}
