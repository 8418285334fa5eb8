using NanoBanana.Imaging.Headers;

namespace NanoBanana.Imaging.Colours;

/// <summary>The XYZ of three primaries as seen under D50, where ICC profiles connect.</summary>
internal static class RgbMatrix
{
    private static readonly double[] D50 = [0.9642, 1, 0.8249];

    // Bradford's cone responses.
    private static readonly double[,] Cones =
    {
        { 0.8951, 0.2664, -0.1614 },
        { -0.7502, 1.7135, 0.0367 },
        { 0.0389, -0.0685, 1.0296 },
    };

    public static PngPrimaries Srgb { get; } = new((0.3127, 0.3290), (0.64, 0.33), (0.30, 0.60), (0.15, 0.06));

    /// <returns>A row for each of X, Y and Z, a column for each primary; null where the points span no colours.</returns>
    public static double[,]? Of(PngPrimaries points)
    {
        if (points.White.Y <= 0)
        {
            return null;
        }

        double[] white = [points.White.X / points.White.Y, 1, (1 - points.White.X - points.White.Y) / points.White.Y];
        var primaries = new double[3, 3];
        (double X, double Y)[] columns = [points.Red, points.Green, points.Blue];
        for (var column = 0; column < 3; column++)
        {
            var (x, y) = columns[column];
            (primaries[0, column], primaries[1, column], primaries[2, column]) = (x, y, 1 - x - y);
        }

        if (Inverse(primaries) is not { } inverse || Inverse(Cones) is not { } fromCones)
        {
            return null;
        }

        var light = Diagonal(Times(inverse, white));
        var (source, target) = (Times(Cones, white), Times(Cones, D50));
        if (source.Any(cone => cone <= 0))
        {
            return null;
        }

        var adapt = Diagonal([target[0] / source[0], target[1] / source[1], target[2] / source[2]]);
        var matrix = Times(Times(fromCones, Times(adapt, Cones)), Times(primaries, light));
        return matrix.Cast<double>().All(number => Math.Abs(number) < 4) ? matrix : null;
    }

    private static double[,] Diagonal(double[] numbers) => new[,] { { numbers[0], 0, 0 }, { 0, numbers[1], 0 }, { 0, 0, numbers[2] } };

    private static double[] Times(double[,] matrix, double[] vector) =>
        [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 3).Sum(column => matrix[row, column] * vector[column]))];

    private static double[,] Times(double[,] left, double[,] right)
    {
        var product = new double[3, 3];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                product[row, column] = Enumerable.Range(0, 3).Sum(at => left[row, at] * right[at, column]);
            }
        }

        return product;
    }

    private static double[,]? Inverse(double[,] m)
    {
        double Minor(int row, int column)
        {
            var (r1, r2, c1, c2) = ((row + 1) % 3, (row + 2) % 3, (column + 1) % 3, (column + 2) % 3);
            return (m[r1, c1] * m[r2, c2]) - (m[r1, c2] * m[r2, c1]);
        }

        var determinant = (m[0, 0] * Minor(0, 0)) + (m[0, 1] * Minor(0, 1)) + (m[0, 2] * Minor(0, 2));
        if (Math.Abs(determinant) < 1e-6)
        {
            return null;
        }

        var inverse = new double[3, 3];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                inverse[row, column] = Minor(column, row) / determinant;
            }
        }

        return inverse;
    }
}
