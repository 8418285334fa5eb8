using NanoBanana.Imaging.Compositing;

namespace NanoBanana.Imaging.Editing.Filling;

/// <summary>Solves a hole in a small copy of its surroundings, and fills it in the picture.</summary>
internal static class Removal
{
    private const int LeastSources = 64;
    // Of the shorter side: how far the blurred edge of a thing and its light reach beyond a mask.
    private const double Rim = 0.004;

    /// <param name="pixels">Three bands of one byte; changed in place where the mask marks.</param>
    /// <param name="box">The surroundings that are looked at.</param>
    /// <param name="scale">Of the small copy, at most 1.</param>
    public static void Fill(Raster pixels, Raster marks, Box box, double scale, CancellationToken cancellationToken)
    {
        var rim = (int)Math.Ceiling(Rim * Math.Min(pixels.Width, pixels.Height) * scale);
        var small = Shrink(pixels, marks, box, scale, rim);
        if (small.Sources.Length < LeastSources)
        {
            throw new EditRefusedException(
                "There is too little around the mask to fill it from. Mark less, or use an AI engine.",
                "蒙版周围的内容太少，无法填补。请少标一些，或换用 AI 引擎。");
        }

        var field = PatchFill.Fill(small, cancellationToken);
        for (var y = box.Y; y < box.Y + box.Height; y++)
        {
            for (var x = box.X; x < box.X + box.Width; x++)
            {
                if (MaskArea.Marks(marks, x, y))
                {
                    Take(pixels, marks, box, scale, small, field, x, y);
                }
            }
        }
    }

    /// <summary>From the place in the large picture that the patch at this place came from; from the small one where that is marked
    /// itself.</summary>
    private static void Take(Raster pixels, Raster marks, Box box, double scale, HolePicture small, PatchField field, int x, int y)
    {
        var at = small.At((int)((x - box.X) * scale), (int)((y - box.Y) * scale));
        var to = pixels.Row(y).Slice(x * pixels.Bands, 3);
        if (scale < 1 && field.Match(at) is >= 0 and var match)
        {
            var fromX = x + (int)Math.Round(((match % small.Width) - (at % small.Width)) / scale);
            var fromY = y + (int)Math.Round(((match / small.Width) - (at / small.Width)) / scale);
            if (fromX >= 0 && fromY >= 0 && fromX < pixels.Width && fromY < pixels.Height && !MaskArea.Marks(marks, fromX, fromY))
            {
                pixels.Row(fromY).Slice(fromX * pixels.Bands, 3).CopyTo(to);
                return;
            }
        }

        small.Colours.AsSpan(3 * at, 3).CopyTo(to);
    }

    /// <param name="rim">Pixels around the mask that are not to be trusted: neither copied nor continued, and not changed.</param>
    private static HolePicture Shrink(Raster pixels, Raster marks, Box box, double scale, int rim)
    {
        var (width, height) = (Math.Max(1, (int)(box.Width * scale)), Math.Max(1, (int)(box.Height * scale)));
        var (colours, hole) = (new byte[width * height * 3], new bool[width * height]);
        for (var at = 0; at < hole.Length; at++)
        {
            var (left, top) = (box.X + (int)(at % width / scale), box.Y + (int)(at / width / scale));
            var (right, bottom) = (Math.Max(left + 1, box.X + (int)((at % width + 1) / scale)), Math.Max(top + 1,
                box.Y + (int)((at / width + 1) / scale)));
            Mean(pixels, marks, left, top, Math.Min(right, pixels.Width), Math.Min(bottom, pixels.Height), colours.AsSpan(3 * at, 3),
                out hole[at]);
        }

        return new(colours, HolePicture.Spread(hole, width, height, rim), width, height);
    }

    private static void Mean(Raster pixels, Raster marks, int left, int top, int right, int bottom, Span<byte> mean, out bool isMarked)
    {
        var (red, green, blue, count) = (0, 0, 0, 0);
        isMarked = false;
        for (var y = top; y < bottom; y++)
        {
            var row = pixels.Row(y);
            for (var x = left; x < right; x++)
            {
                isMarked |= MaskArea.Marks(marks, x, y);
                var pixel = row.Slice(x * pixels.Bands, 3);
                (red, green, blue, count) = (red + pixel[0], green + pixel[1], blue + pixel[2], count + 1);
            }
        }

        (mean[0], mean[1], mean[2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
    }
}
