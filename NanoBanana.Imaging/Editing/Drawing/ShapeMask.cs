namespace NanoBanana.Imaging.Editing.Drawing;

/// <summary>A shape as the pixels it covers: one byte each, with a smooth edge.</summary>
internal sealed record ShapeMask(Box Place, byte[] Bytes)
{
    // Of the longer side of the shape, where the step names no width.
    private const double StrokeShare = 0.045;

    /// <returns>Cut to the picture; null where nothing of it lies on the picture.</returns>
    public static ShapeMask? Of(DrawShape step, int width, int height)
    {
        var shape = Placed(step, width, height);
        var reach = Math.Sqrt((shape.HalfWidth * shape.HalfWidth) + (shape.HalfHeight * shape.HalfHeight)) + shape.Stroke + shape.Head + 2;
        var (left, top) = (Math.Max(0, (int)(shape.X - reach)), Math.Max(0, (int)(shape.Y - reach)));
        var (right, bottom) = (Math.Min(width, (int)Math.Ceiling(shape.X + reach)), Math.Min(height, (int)Math.Ceiling(shape.Y + reach)));
        if (right <= left || bottom <= top)
        {
            return null;
        }

        var place = new Box(left, top, right - left, bottom - top);
        var bytes = new byte[place.Width * place.Height];
        for (var y = 0; y < place.Height; y++)
        {
            for (var x = 0; x < place.Width; x++)
            {
                var distance = shape.DistanceTo(left + x + 0.5, top + y + 0.5);
                bytes[(y * place.Width) + x] = (byte)Math.Round(255 * Math.Clamp(0.5 - distance, 0, 1));
            }
        }

        return new(place, bytes);
    }

    private static PlacedShape Placed(DrawShape step, int width, int height)
    {
        var isStroke = step.Kind is ShapeKind.Arrow or ShapeKind.Line;
        double x, y, halfWidth, halfHeight, degrees = step.Degrees;
        if (step.Ends is { } ends)
        {
            (x, y) = ((ends.FromX + ends.ToX) / 2, (ends.FromY + ends.ToY) / 2);
            var (dx, dy) = (ends.ToX - ends.FromX, ends.ToY - ends.FromY);
            (halfWidth, halfHeight) = isStroke ? (Math.Sqrt((dx * dx) + (dy * dy)) / 2, 0) : (Math.Abs(dx) / 2, Math.Abs(dy) / 2);
            degrees += isStroke ? Math.Atan2(dy, dx) * 180 / Math.PI : 0;
        }
        else
        {
            halfWidth = step.Size.WholeIn(width, height) / 2.0;
            halfHeight = isStroke ? 0 : step.Kind == ShapeKind.Rectangle ? halfWidth * 0.66 : halfWidth;
            var box = Layout.Anchored(
                ((int)(2 * halfWidth), (int)(2 * Math.Max(halfHeight, 1))), step.Place, width, height, Layout.TextMargin(width, height));
            (x, y) = (box.X + (box.Width / 2.0), box.Y + (box.Height / 2.0));
        }

        var stroke = step.Stroke is { } asked ? asked.WholeIn(width, height) : isStroke ? Math.Max(2, 2 * halfWidth * StrokeShare) : 0;
        var head = step.Kind == ShapeKind.Arrow ? Math.Max(4 * stroke, 0.5 * halfWidth) : 0;
        return new(step.Kind, x, y, halfWidth, halfHeight, degrees, stroke, head);
    }

    /// <param name="Stroke">Its width; 0 for a filled shape.</param>
    private sealed record PlacedShape(
        ShapeKind Kind, double X, double Y, double HalfWidth, double HalfHeight, double Degrees, double Stroke, double Head)
    {
        private readonly double _sin = Math.Sin(Degrees * Math.PI / 180);
        private readonly double _cos = Math.Cos(Degrees * Math.PI / 180);

        public double DistanceTo(double x, double y)
        {
            var (dx, dy) = (x - X, y - Y);
            var (across, down) = ((dx * _cos) + (dy * _sin), (dy * _cos) - (dx * _sin));
            if (Kind is ShapeKind.Arrow or ShapeKind.Line)
            {
                return ShapeDistance.Stroke(across, down, HalfWidth, Stroke, Head);
            }

            var distance = ShapeDistance.Of(Kind, across, down, HalfWidth, HalfHeight);
            return Stroke > 0 ? Math.Abs(distance + (Stroke / 2)) - (Stroke / 2) : distance;
        }
    }
}
