namespace NanoBanana.Imaging.Editing.Drawing;

/// <summary>
/// How far a point is from the edge of a shape that fills a box around (0, 0): negative inside. Lengths are in pixels, so half a pixel
/// around 0 is a smooth edge.
/// </summary>
internal static class ShapeDistance
{
    /// <param name="halfWidth">Of the box.</param>
    /// <param name="halfHeight">Of the box.</param>
    public static double Of(ShapeKind kind, double x, double y, double halfWidth, double halfHeight) => kind switch
    {
        ShapeKind.Rectangle => Box(x, y, halfWidth, halfHeight),
        ShapeKind.Circle => Ellipse(x, y, halfWidth, halfHeight),
        ShapeKind.Heart => Heart(x, y, halfWidth, halfHeight),
        ShapeKind.Star => Star(x, y, Math.Min(halfWidth, halfHeight)),
        _ => throw new ArgumentException("It is a stroke.", nameof(kind)),
    };

    /// <summary>From a stroke with round ends along the x axis.</summary>
    /// <param name="head">How long the two lines of an arrow's head are; 0 for a line.</param>
    public static double Stroke(double x, double y, double halfLength, double width, double head)
    {
        var nearest = Segment(x, y, -halfLength, 0, halfLength, 0);
        if (head > 0)
        {
            var across = Math.Abs(y);
            nearest = Math.Min(nearest, Segment(x, across, halfLength, 0, halfLength - (head * 0.82), head * 0.57));
        }

        return nearest - (width / 2);
    }

    private static double Box(double x, double y, double halfWidth, double halfHeight)
    {
        var (across, down) = (Math.Abs(x) - halfWidth, Math.Abs(y) - halfHeight);
        return Length(Math.Max(across, 0), Math.Max(down, 0)) + Math.Min(Math.Max(across, down), 0);
    }

    /// <summary>Exact for a circle; near the edge of an ellipse, where it counts, by the slope of its equation.</summary>
    private static double Ellipse(double x, double y, double halfWidth, double halfHeight)
    {
        var level = Length(x / halfWidth, y / halfHeight);
        var slope = Length(x / (halfWidth * halfWidth), y / (halfHeight * halfHeight));
        return slope < 1e-12 ? -Math.Min(halfWidth, halfHeight) : level * (level - 1) / slope;
    }

    /// <summary>Two circles on a square that stands on its corner.</summary>
    private static double Heart(double x, double y, double halfWidth, double halfHeight)
    {
        // A heart of width 1 around its own (0, 0.5), the tip at (0, 0).
        var scale = Math.Min(halfWidth / 0.6036, halfHeight / 0.5518);
        var (across, up) = (Math.Abs(x) / scale, 0.5518 - (y / scale));
        if (across + up > 1)
        {
            return scale * (Length(across - 0.25, up - 0.75) - (Math.Sqrt(2) / 4));
        }

        var (corner, along) = (Length(across, up - 1), 0.5 * Math.Max(across + up, 0));
        var side = Length(across - along, up - along);
        return scale * Math.Min(corner, side) * Math.Sign(across - up);
    }

    /// <summary>Five points, the first one up.</summary>
    private static double Star(double x, double y, double radius)
    {
        const double Inner = 0.40;
        var turn = Math.Atan2(x, -y);
        var sector = 2 * Math.PI / 5;
        var folded = Math.Abs(turn - (sector * Math.Round(turn / sector)));
        var (sin, cos) = Math.SinCos(folded);
        var distance = Length(x, y);
        var (across, up) = (distance * sin, distance * cos);
        var (sinInner, cosInner) = Math.SinCos(sector / 2);
        var (edgeX, edgeY) = (radius * Inner * sinInner, (radius * Inner * cosInner) - radius);
        var length = Length(edgeX, edgeY);
        var outside = (across * -edgeY / length) + ((up - radius) * edgeX / length);
        return outside > 0 ? Segment(across, up, 0, radius, radius * Inner * sinInner, radius * Inner * cosInner) : outside;
    }

    private static double Segment(double x, double y, double fromX, double fromY, double toX, double toY)
    {
        var (dx, dy) = (toX - fromX, toY - fromY);
        var squared = (dx * dx) + (dy * dy);
        var t = squared == 0 ? 0 : Math.Clamp((((x - fromX) * dx) + ((y - fromY) * dy)) / squared, 0, 1);
        return Length(x - fromX - (t * dx), y - fromY - (t * dy));
    }

    private static double Length(double x, double y) => Math.Sqrt((x * x) + (y * y));
}
