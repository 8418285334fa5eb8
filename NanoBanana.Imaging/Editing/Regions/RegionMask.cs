namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>How much each place of a picture belongs to a part of it: 1 inside, 0 outside, smooth between.</summary>
internal static class RegionMask
{
    // The width of the soft edge, as a share of the picture.
    private const double Edge = 0.06;
    private const int Longest = 1024;

    /// <summary>A small picture of it, to be enlarged.</summary>
    /// <param name="region">A side, the corners or the edges: what no pixel needs to be looked at for.</param>
    public static byte[] Of(Region region, int width, int height, out int across, out int down)
    {
        var scale = Math.Min(1, Longest / (double)Math.Max(width, height));
        (across, down) = (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
        var mask = new byte[across * down];
        for (var y = 0; y < down; y++)
        {
            for (var x = 0; x < across; x++)
            {
                mask[(y * across) + x] = (byte)Math.Round(255 * At(region, (x + 0.5) / across, (y + 0.5) / down));
            }
        }

        return mask;
    }

    /// <param name="x">0 at the left, 1 at the right.</param>
    /// <param name="y">0 at the top, 1 at the bottom.</param>
    public static double At(Region region, double x, double y)
    {
        var inside = region switch
        {
            Region.Side side => Side(side, x, y),
            Region.Corners => Smooth((Math.Sqrt(((x - 0.5) * (x - 0.5)) + ((y - 0.5) * (y - 0.5))) - 0.45) / 0.2),
            Region.Edges => Smooth((0.14 - Math.Min(Math.Min(x, 1 - x), Math.Min(y, 1 - y))) / 0.08),
            _ => throw new ArgumentException("The pixels decide about this part.", nameof(region)),
        };
        return region.Inverted ? 1 - inside : inside;
    }
    /// <summary>A side asks about one direction, a corner and the centre about both.</summary>
    private static double Side(Region.Side side, double x, double y)
    {
        var isAcross = side.At is not (Anchor.Top or Anchor.Bottom);
        var isDown = side.At is not (Anchor.Left or Anchor.Right);
        return (isAcross ? Span(x, side.At.X(), side.Share) : 1) * (isDown ? Span(y, side.At.Y(), side.Share) : 1);
    }

    /// <summary>Whether a place lies in a span that takes a share of 0–1, at its beginning, its end or its middle; half at the span's own
    /// edge.</summary>
    private static double Span(double place, double at, double share)
    {
        var (from, to) = (at * (1 - share), (at * (1 - share)) + share);
        var begins = from <= 0 ? 1 : Smooth(((place - from) / Edge) + 0.5);
        var ends = to >= 1 ? 1 : Smooth(((to - place) / Edge) + 0.5);
        return begins * ends;
    }

    private static double Smooth(double value)
    {
        var t = Math.Clamp(value, 0, 1);
        return t * t * (3 - (2 * t));
    }
}
