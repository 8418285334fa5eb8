namespace NanoBanana.Imaging.Editing;

/// <summary>A part of a picture in whole pixels.</summary>
internal readonly record struct Box(int X, int Y, int Width, int Height);

/// <summary>Where things go, the same for every editor.</summary>
internal static class Layout
{
    // Of a text from the edges, as a share of the shorter side.
    private const double Margin = 0.04;

    public static Box Crop(EditStep step, int width, int height) => step switch
    {
        CropToRatio ratio => Anchored(Inside(width, height, ratio.Width / ratio.Height), ratio.Keep, width, height),
        CropToShare share => Anchored(
            (Scale(width, share.Percent), Scale(height, share.Percent)), share.Keep, width, height),
        CropSide { Side: Anchor.Left or Anchor.Right } side =>
            Anchored((Scale(width, 100 - side.Percent), height), Opposite(side.Side), width, height),
        CropSide side => Anchored((width, Scale(height, 100 - side.Percent)), Opposite(side.Side), width, height),
        TrimSide trim => Trimmed(trim, width, height),
        CropToSize size when size.Width <= width && size.Height <= height => Anchored((size.Width, size.Height), size.Keep, width, height),
        CropToSize size => throw new EditRefusedException(
            $"The picture is {width} × {height}: no {size.Width} × {size.Height} can be cut out of it. "
            + "Crop to a smaller size, or resize it.",
            $"图片是 {width} × {height}：裁不出 {size.Width} × {size.Height}。请裁小一点，或改变图片大小。"),
        CropToBox box when (long)box.X + box.Width <= width
            && (long)box.Y + box.Height <= height => new(box.X, box.Y, box.Width, box.Height),
        CropToBox box => throw new EditRefusedException(
            $"The picture is {width} × {height}: {box.Width} × {box.Height} at {box.X}, {box.Y} goes beyond its edge. "
            + "Choose a part inside it.",
            $"图片是 {width} × {height}：从 {box.X}, {box.Y} 起的 {box.Width} × {box.Height} 超出了边缘。请选图片内的部分。"),
        _ => throw new ArgumentException("It is no crop.", nameof(step)),
    };

    public static (int Width, int Height) Resize(EditStep step, int width, int height) => step switch
    {
        ResizeToSize { Fit: SizeFit.Inside } size => Fit(width, height, size.Width, size.Height),
        ResizeToSize size => (size.Width, size.Height),
        ResizeToWidth { Width: var to } => (to, Whole((double)height * to / width)),
        ResizeToHeight { Height: var to } => (Whole((double)width * to / height), to),
        ResizeByShare share => (Scale(width, share.Percent), Scale(height, share.Percent)),
        _ => throw new ArgumentException("It is no resize.", nameof(step)),
    };

    private static Box Trimmed(TrimSide trim, int width, int height)
    {
        var isAcross = trim.Side is Anchor.Left or Anchor.Right;
        var (across, down) = isAcross ? (width - trim.Pixels, height) : (width, height - trim.Pixels);
        return across > 0 && down > 0
            ? Anchored((across, down), Opposite(trim.Side), width, height)
            : throw new EditRefusedException(
                $"The picture is {width} × {height}: {trim.Pixels} pixels less would leave nothing. Take less away.",
                $"图片是 {width} × {height}：去掉 {trim.Pixels} 像素就什么也不剩了。请少裁一些。");
    }

    public static Anchor Opposite(Anchor side) => side switch
    {
        Anchor.Left => Anchor.Right,
        Anchor.Right => Anchor.Left,
        Anchor.Top => Anchor.Bottom,
        _ => Anchor.Top,
    };

    /// <summary>What is left of a picture that is turned by a few degrees: its own ratio, and no empty corner.</summary>
    public static (int Width, int Height) Straighten(double degrees, int width, int height)
    {
        var (sin, cos) = Math.SinCos(Math.Abs(degrees) * Math.PI / 180);
        var scale = Math.Min(width / ((width * cos) + (height * sin)), height / ((width * sin) + (height * cos)));
        // The outermost pixels are mixed with what is beyond the edge.
        return (Math.Max(1, (int)(width * scale) - 2), Math.Max(1, (int)(height * scale) - 2));
    }

    /// <summary>The size after a turn, all corners kept.</summary>
    public static (int Width, int Height) Rotate(double degrees, int width, int height)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        (sin, cos) = (Math.Abs(sin), Math.Abs(cos));
        return (Whole((width * cos) + (height * sin)), Whole((width * sin) + (height * cos)));
    }

    /// <summary>The largest size of one ratio inside another.</summary>
    public static (int Width, int Height) Fit(int width, int height, int maxWidth, int maxHeight)
    {
        var scale = Math.Min((double)maxWidth / width, (double)maxHeight / height);
        return (Math.Min(maxWidth, Whole(width * scale)), Math.Min(maxHeight, Whole(height * scale)));
    }

    public static Box Anchored((int Width, int Height) part, Anchor anchor, int width, int height, int margin = 0) => new(
        margin + (int)Math.Round((width - part.Width - (2 * margin)) * anchor.X(), MidpointRounding.AwayFromZero),
        margin + (int)Math.Round((height - part.Height - (2 * margin)) * anchor.Y(), MidpointRounding.AwayFromZero),
        part.Width,
        part.Height);

    /// <summary>Where the picture lies in one that is extended, and how large that is.</summary>
    public static Box Extend(Extend step, int width, int height)
    {
        var (across, down) = (By(step.By, width), By(step.By, height));
        var (left, top) = (Has(Sides.Left, across), Has(Sides.Top, down));
        return new(left, top, width + left + Has(Sides.Right, across), height + top + Has(Sides.Bottom, down));

        int Has(Sides side, int by) => step.Sides.HasFlag(side) ? by : 0;
    }

    /// <summary>Where the picture lies in the smallest one of that ratio around it, and how large that is.</summary>
    public static Box Pad(PadToRatio step, int width, int height)
    {
        var ratio = step.Width / step.Height;
        var (across, down) = (Math.Max(width, Whole(height * ratio)), Math.Max(height, Whole(width / ratio)));
        return new((across - width) / 2, (down - height) / 2, across, down);
    }

    /// <summary>From shares of the picture to whole pixels inside it.</summary>
    public static Box Part(double left, double top, double right, double bottom, int width, int height)
    {
        var (x, y) = ((int)Math.Clamp(Math.Floor(left * width), 0, width - 1), (int)Math.Clamp(Math.Floor(top * height), 0, height - 1));
        var (endX, endY) = ((int)Math.Clamp(Math.Ceiling(right * width), x + 1, width), (int)Math.Clamp(Math.Ceiling(bottom * height),
            y + 1, height));
        return new(x, y, endX - x, endY - y);
    }

    public static int TextMargin(int width, int height) => (int)(Math.Min(width, height) * Margin);

    private static (int Width, int Height) Inside(int width, int height, double ratio) => width > height * ratio
        ? (Math.Min(width, Whole(height * ratio)), height)
        : (width, Math.Min(height, Whole(width / ratio)));

    private static int By(Length by, int side) => by.WholeIn(side, side);

    private static int Scale(int side, double percent) => Whole(side * percent / 100);

    private static int Whole(double side) => (int)Math.Clamp(Math.Round(side, MidpointRounding.AwayFromZero), 1, int.MaxValue);
}
