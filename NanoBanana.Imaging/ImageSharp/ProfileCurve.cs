using System.Buffers.Binary;

namespace NanoBanana.Imaging.ImageSharp;

/// <summary>What the 256 numbers of a channel mean as light from 0 to 1, and back for sRGB.</summary>
internal static class ProfileCurve
{
    private const int Steps = 1 << 14;

    private static readonly byte[] Srgb = [.. Enumerable.Range(0, Steps + 1).Select(step => Encode(step / (double)Steps))];

    /// <param name="tag">Of the type <c>curv</c> or <c>para</c>.</param>
    /// <exception cref="ArgumentException">It is too short.</exception>
    /// <exception cref="InvalidDataException">It is of another type.</exception>
    public static float[] Read(ReadOnlySpan<byte> tag) =>
        tag.StartsWith("curv"u8) ? ReadPoints(tag[8..])
        : tag.StartsWith("para"u8) ? ReadFunction(tag[8..])
        : throw new InvalidDataException("The profile has another kind of curve.");

    public static byte ToSrgb(float light) => Srgb[(int)Math.Round(Math.Clamp(light, 0, 1) * Steps)];

    /// <summary>ICC's <c>s15Fixed16Number</c>.</summary>
    public static float Fixed(ReadOnlySpan<byte> number) => BinaryPrimitives.ReadInt32BigEndian(number) / 65536f;

    private static float[] ReadPoints(ReadOnlySpan<byte> curve)
    {
        var count = BinaryPrimitives.ReadInt32BigEndian(curve);
        var points = new double[count is >= 0 and <= 65_536 ? count : throw TooLong()];
        for (var at = 0; at < points.Length; at++)
        {
            points[at] = BinaryPrimitives.ReadUInt16BigEndian(curve[(4 + (2 * at))..]) / 65535.0;
        }

        return points.Length switch
        {
            0 => Table(value => value),
            // One point is a power, with 8 bits behind the point.
            1 => Table(value => Math.Pow(value, points[0] * 65535 / 256)),
            _ => Table(value => Between(points, value)),
        };
    }

    private static InvalidDataException TooLong() => new("The curve is longer than a profile can be.");

    private static double Between(double[] points, double value)
    {
        var at = value * (points.Length - 1);
        var below = Math.Min((int)at, points.Length - 2);
        return points[below] + ((points[below + 1] - points[below]) * (at - below));
    }

    /// <summary>The five functions of ICC.1, section 10.18, in one form: a power above the limit, a line below it.</summary>
    private static float[] ReadFunction(ReadOnlySpan<byte> curve)
    {
        int[] lengths = [1, 3, 4, 5, 7];
        var kind = BinaryPrimitives.ReadUInt16BigEndian(curve) is <= 4 and var known
            ? known
            : throw new InvalidDataException("The curve is unknown.");
        var numbers = new double[7];
        for (var at = 0; at < lengths[kind]; at++)
        {
            numbers[at] = Fixed(curve[(4 + (4 * at))..]);
        }

        var (power, a, b, c) = (numbers[0], kind == 0 ? 1 : numbers[1], numbers[2], numbers[3]);
        var (d, e, f) = (numbers[4], numbers[5], numbers[6]);
        var (limit, slope, above, below) = kind switch
        {
            0 => (0, 0, 0, 0),
            1 => (-b / a, 0, 0, 0),
            2 => (-b / a, 0, c, c),
            _ => (d, c, e, f),
        };
        return Table(value => value >= limit ? Math.Pow(Math.Max(0, (a * value) + b), power) + above : (slope * value) + below);
    }

    private static float[] Table(Func<double, double> curve) =>
        [.. Enumerable.Range(0, 256).Select(value => (float)curve(value / 255.0))];

    private static byte Encode(double light) =>
        (byte)Math.Round(255 * (light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(light, 1 / 2.4)) - 0.055));
}
