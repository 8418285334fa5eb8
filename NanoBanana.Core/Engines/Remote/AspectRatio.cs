using System.Globalization;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>Width to height in words, such as <c>16:9</c>.</summary>
internal static class AspectRatio
{
    /// <exception cref="FormatException">It is not of the form <c>16:9</c>.</exception>
    public static double Parse(string aspectRatio) => aspectRatio.Split(':') is [var width, var height]
        ? double.Parse(width, CultureInfo.InvariantCulture) / double.Parse(height, CultureInfo.InvariantCulture)
        : throw new FormatException();
}
