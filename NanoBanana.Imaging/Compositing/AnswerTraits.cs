namespace NanoBanana.Imaging.Compositing;

/// <summary>What an answer brings where the mask allows changes.</summary>
internal readonly record struct AnswerTraits(bool IsColoured, bool IsTransparent)
{
    // Of 255: what a JPEG makes of grey differs no more than this.
    private const float Colourless = 12;
    private const float Opaque = 254.5f;
    private const float HalfOpaque = 127.5f;

    public static AnswerTraits Of(Raster answer, ChangeMask mask, Placement placement)
    {
        if (answer.Bands == 1 || BoxOf(mask) is not { } box)
        {
            return default;
        }

        var (left, right) = Range(placement.X, box.Left, box.Right, answer.Width);
        var (top, bottom) = Range(placement.Y, box.Top, box.Bottom, answer.Height);
        var bands = new float[answer.Bands][];
        for (var band = 0; band < bands.Length; band++)
        {
            bands[band] = new float[answer.Width];
        }

        var look = default(AnswerTraits);
        for (var y = top; y < bottom; y++)
        {
            for (var band = 0; band < bands.Length; band++)
            {
                answer.ReadBand(y, band, bands[band]);
            }

            look = new(
                look.IsColoured || (!answer.IsGrey && HasColour(bands, left, right)),
                look.IsTransparent || (answer.HasAlpha && HasHoles(bands[^1].AsSpan(left..right))));
            if (look.IsColoured == !answer.IsGrey && look.IsTransparent == answer.HasAlpha)
            {
                break;
            }
        }

        return look;
    }

    /// <summary>How many of the pixels are more transparent than opaque, 0–1.</summary>
    public static double TransparentShareOf(Raster picture)
    {
        if (!picture.HasAlpha)
        {
            return 0;
        }

        var alpha = new float[picture.Width];
        var transparent = 0L;
        for (var y = 0; y < picture.Height; y++)
        {
            picture.ReadBand(y, picture.Bands - 1, alpha);
            transparent += alpha.Count(value => value < HalfOpaque);
        }

        return transparent / ((double)picture.Width * picture.Height);
    }

    private static bool HasColour(float[][] bands, int left, int right)
    {
        for (var x = left; x < right; x++)
        {
            var (red, green, blue) = (bands[0][x], bands[1][x], bands[2][x]);
            if (Math.Max(red, Math.Max(green, blue)) - Math.Min(red, Math.Min(green, blue)) > Colourless)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasHoles(ReadOnlySpan<float> alpha)
    {
        foreach (var value in alpha)
        {
            if (value < Opaque)
            {
                return true;
            }
        }

        return false;
    }

    private static (int Left, int Top, int Right, int Bottom)? BoxOf(ChangeMask mask)
    {
        var (left, top, right, bottom) = (mask.Width, -1, 0, 0);
        for (var y = 0; y < mask.Height; y++)
        {
            var row = mask.Row(y);
            if (row.IndexOfAnyExcept((byte)0) is var first and >= 0)
            {
                (left, right) = (Math.Min(left, first), Math.Max(right, row.LastIndexOfAnyExcept((byte)0) + 1));
                (top, bottom) = (top < 0 ? y : top, y + 1);
            }
        }

        return top < 0 ? null : (left, top, right, bottom);
    }

    private static (int First, int End) Range(AxisPlacement axis, int first, int end, int length) => (
        Math.Clamp((int)Math.Floor(axis[first]), 0, length - 1), Math.Clamp((int)Math.Ceiling(axis[end]), 1, length));
}
