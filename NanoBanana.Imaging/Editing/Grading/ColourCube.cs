using System.Numerics;
using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>
/// A change of colours as a table of 33 × 33 × 33 colours with straight lines between them, as colourists exchange it: any formula costs
/// the same for
/// each pixel.
/// </summary>
internal sealed class ColourCube
{
    private const int Size = 33;
    private const int StrideG = Size;
    private const int StrideB = Size * Size;

    private readonly Vector4[] _nodes = new Vector4[Size * Size * Size];

    private ColourCube(Func<Vector3, Vector3> grade)
    {
        for (var at = 0; at < _nodes.Length; at++)
        {
            var colour = new Vector3(at % Size, at / StrideG % Size, at / StrideB) / (Size - 1);
            _nodes[at] = new Vector4(Vector3.Clamp(grade(colour), Vector3.Zero, Vector3.One) * 255, 0);
        }
    }

    /// <param name="grade">From sRGB to sRGB, 0–1; what lies outside is clipped.</param>
    public static ColourCube Of(Func<Vector3, Vector3> grade) => new(grade);

    /// <param name="pixels">Three or four bands of one byte; the fourth stays.</param>
    public void Apply(Raster pixels)
    {
        var (steps, parts) = (new int[256], new float[256]);
        for (var value = 0; value < 256; value++)
        {
            var place = value * (Size - 1) / 255f;
            steps[value] = Math.Min((int)place, Size - 2);
            parts[value] = place - steps[value];
        }

        for (var y = 0; y < pixels.Height; y++)
        {
            var row = pixels.Row(y);
            for (var at = 0; at < row.Length; at += pixels.Bands)
            {
                var (r, g, b) = (row[at], row[at + 1], row[at + 2]);
                var colour = Between(steps[r] + (StrideG * steps[g]) + (StrideB * steps[b]), parts[r], parts[g], parts[b]);
                row[at] = (byte)(colour.X + 0.5f);
                row[at + 1] = (byte)(colour.Y + 0.5f);
                row[at + 2] = (byte)(colour.Z + 0.5f);
            }
        }
    }

    /// <summary>In one of the six tetrahedra of a cell, so that greys stay grey.</summary>
    private Vector4 Between(int cell, float r, float g, float b)
    {
        var (first, second, most, middle, least) = r >= g
            ? g >= b ? (1, StrideG, r, g, b) : r >= b ? (1, StrideB, r, b, g) : (StrideB, 1, b, r, g)
            : r >= b ? (StrideG, 1, g, r, b) : g >= b ? (StrideG, StrideB, g, b, r) : (StrideB, StrideG, b, g, r);
        return (_nodes[cell] * (1 - most))
            + (_nodes[cell + first] * (most - middle))
            + (_nodes[cell + first + second] * (middle - least))
            + (_nodes[cell + 1 + StrideG + StrideB] * least);
    }
}
