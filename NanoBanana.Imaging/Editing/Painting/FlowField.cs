using System.Numerics;

namespace NanoBanana.Imaging.Editing.Painting;

/// <summary>Where a brush would go: along edges, and how strongly it is led, from the smoothed structure tensor of the picture.</summary>
internal sealed class FlowField
{
    private FlowField(int count) => (X, Y, Strength) = (new float[count], new float[count], new float[count]);

    /// <summary>Of a direction of length 1.</summary>
    public float[] X { get; }

    public float[] Y { get; }

    /// <summary>0 where there is no direction, 1 where there is only one.</summary>
    public float[] Strength { get; }

    public static FlowField Of(Plate plate, double smoothness)
    {
        var (width, height) = (plate.Width, plate.Height);
        var (xx, xy, yy) = (new float[width * height], new float[width * height], new float[width * height]);
        for (var y = 0; y < height; y++)
        {
            var (above, row, below) = (Math.Max(0, y - 1) * width, y * width, Math.Min(height - 1, y + 1) * width);
            for (var x = 0; x < width; x++)
            {
                var (left, right) = (Math.Max(0, x - 1), Math.Min(width - 1, x + 1));
                var p = plate.Pixels;
                var across = p[above + right] + (2 * p[row + right]) + p[below + right] - p[above + left] - (2 * p[row + left]) - p[below
                    + left];
                var down = p[below + left] + (2 * p[below + x]) + p[below + right] - p[above + left] - (2 * p[above + x]) - p[above
                    + right];
                (xx[row + x], xy[row + x], yy[row + x]) = (Vector4.Dot(across, across), Vector4.Dot(across, down), Vector4.Dot(down, down));
            }
        }

        SoftMap.Blur(xx, width, height, smoothness);
        SoftMap.Blur(xy, width, height, smoothness);
        SoftMap.Blur(yy, width, height, smoothness);
        return Directions(xx, xy, yy);
    }

    /// <summary>The mean of a map along the flow on both sides: what was noise becomes strokes.</summary>
    /// <param name="length">Steps to each side.</param>
    public float[] Along(float[] map, int width, int height, int length)
    {
        var result = new float[map.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                result[(y * width) + x] = (map[(y * width) + x] + Walk(map, width, height, x, y, length, 1) + Walk(map, width, height, x, y,
                    length, -1))
                    / ((2 * length) + 1);
            }
        }

        return result;
    }

    private float Walk(float[] map, int width, int height, int x, int y, int length, float sign)
    {
        var (atX, atY, sum) = (x + 0.5f, y + 0.5f, 0f);
        var (lastX, lastY) = (0f, 0f);
        for (var step = 0; step < length; step++)
        {
            var at = (Math.Clamp((int)atY, 0, height - 1) * width) + Math.Clamp((int)atX, 0, width - 1);
            var (dx, dy) = (X[at] * sign, Y[at] * sign);
            // The direction has no sign of its own: go on, not back.
            if ((dx * lastX) + (dy * lastY) < 0)
            {
                (dx, dy) = (-dx, -dy);
            }

            (lastX, lastY) = (dx, dy);
            (atX, atY) = (atX + dx, atY + dy);
            sum += map[(Math.Clamp((int)atY, 0, height - 1) * width) + Math.Clamp((int)atX, 0, width - 1)];
        }

        return sum;
    }

    private static FlowField Directions(float[] xx, float[] xy, float[] yy)
    {
        var flow = new FlowField(xx.Length);
        for (var at = 0; at < xx.Length; at++)
        {
            var (sum, difference) = (xx[at] + yy[at], xx[at] - yy[at]);
            var spread = MathF.Sqrt((difference * difference) + (4 * xy[at] * xy[at]));
            // The steepest direction is half the angle; the flow is across it.
            var angle = 0.5f * MathF.Atan2(2 * xy[at], difference);
            (flow.Y[at], flow.X[at]) = MathF.SinCos(angle + (MathF.PI / 2));
            flow.Strength[at] = sum > 1e-5f ? Math.Clamp(spread / sum, 0, 1) : 0;
        }

        return flow;
    }
}
