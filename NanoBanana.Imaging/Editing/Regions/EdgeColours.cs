using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing.Painting;

namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>
/// Gives the pixels at the edge of a subject its own colour, without the background that shines through them (Forte and Pitié's blur
/// fusion): near an edge the mean of what is surely subject, put right by what the pixel shows. Means are taken in a small picture.
/// </summary>
internal sealed class EdgeColours
{
    // Pixels of the small picture.
    private const double MostPixels = 2_000_000;
    // How much a pixel's own colour counts beside its neighbours', so that no mean is empty.
    private const float Own = 0.002f;
    private const int Bands = 3;

    private readonly int _shrink;
    private readonly int _width;
    private readonly int _height;
    private readonly float[] _share;
    private readonly float[][] _front = new float[Bands][];
    private readonly float[][] _all = new float[Bands][];

    private EdgeColours(Raster colours, Raster matte, double sigma)
    {
        var fewest = Math.Sqrt((double)colours.Width * colours.Height / MostPixels);
        _shrink = (int)Math.Max(1, Math.Max(Math.Ceiling(fewest), sigma / 2));
        (_width, _height) = ((colours.Width + _shrink - 1) / _shrink, (colours.Height + _shrink - 1) / _shrink);
        _share = new float[_width * _height];
        for (var band = 0; band < Bands; band++)
        {
            (_front[band], _all[band]) = (new float[_share.Length], new float[_share.Length]);
        }

        for (var y = 0; y < _height; y++)
        {
            Add(colours, matte, y);
        }

        float[][] maps = [_share, .. _front, .. _all];
        foreach (var map in maps)
        {
            SoftMap.Blur(map, _width, _height, sigma / _shrink);
        }
    }

    /// <param name="colours">
    /// Three bands of one byte; changed in place. What is outside of the subject becomes black, for none to see.
    /// </param>
    /// <param name="matte">One band of the same size, 255 where the subject is.</param>
    /// <param name="sigma">How far the colours of a place reach, in pixels.</param>
    public static void Restore(Raster colours, Raster matte, double sigma, CancellationToken cancellationToken)
    {
        var means = new EdgeColours(colours, matte, sigma);
        for (var y = 0; y < colours.Height; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            means.Restore(colours.Row(y), matte.Row(y), y);
        }
    }

    private void Restore(Span<byte> row, ReadOnlySpan<byte> shares, int y)
    {
        Span<float> front = stackalloc float[Bands];
        Span<float> back = stackalloc float[Bands];
        for (var x = 0; x < shares.Length; x++)
        {
            var pixel = row.Slice(x * Bands, Bands);
            if (shares[x] == 0)
            {
                pixel.Clear();
            }
            else if (shares[x] < 255)
            {
                Means(pixel, x, y, front, back);
                var share = shares[x] / 255f;
                for (var band = 0; band < Bands; band++)
                {
                    var mixed = (front[band] * share) + (back[band] * (1 - share));
                    pixel[band] = (byte)Math.Clamp(front[band] + ((pixel[band] - mixed) * share) + 0.5f, 0, 255);
                }
            }
        }
    }

    /// <summary>The colours of the subject and of the rest near a pixel.</summary>
    private void Means(ReadOnlySpan<byte> pixel, int x, int y, Span<float> front, Span<float> back)
    {
        var across = Math.Clamp(((x + 0.5f) / _shrink) - 0.5f, 0, _width - 1);
        var down = Math.Clamp(((y + 0.5f) / _shrink) - 0.5f, 0, _height - 1);
        var (left, top) = ((int)across, (int)down);
        var (right, below) = (across - left, down - top);
        var first = (top * _width) + left;
        var (toRight, toBelow) = (left + 1 < _width ? 1 : 0, top + 1 < _height ? _width : 0);
        var share = At(_share);
        for (var band = 0; band < Bands; band++)
        {
            var (inside, all) = (At(_front[band]), At(_all[band]));
            front[band] = (inside + (Own * pixel[band])) / (share + Own);
            back[band] = (all - inside + (Own * pixel[band])) / (1 - share + Own);
        }

        float At(float[] map)
        {
            var upper = map[first] + ((map[first + toRight] - map[first]) * right);
            var lower = map[first + toBelow] + ((map[first + toBelow + toRight] - map[first + toBelow]) * right);
            return upper + ((lower - upper) * below);
        }
    }

    /// <summary>One row of the small picture: means of blocks.</summary>
    private void Add(Raster colours, Raster matte, int y)
    {
        var bottom = Math.Min((y + 1) * _shrink, colours.Height);
        for (var from = y * _shrink; from < bottom; from++)
        {
            var row = colours.Row(from);
            var shares = matte.Row(from);
            for (var x = 0; x < shares.Length; x++)
            {
                var at = (y * _width) + (x / _shrink);
                var share = shares[x] / 255f;
                _share[at] += share;
                for (var band = 0; band < Bands; band++)
                {
                    var colour = row[(x * Bands) + band];
                    _all[band][at] += colour;
                    _front[band][at] += share * colour;
                }
            }
        }

        for (var x = 0; x < _width; x++)
        {
            var at = (y * _width) + x;
            var count = (bottom - (y * _shrink)) * Math.Min(_shrink, colours.Width - (x * _shrink));
            _share[at] /= count;
            for (var band = 0; band < Bands; band++)
            {
                _all[band][at] /= count;
                _front[band][at] /= count;
            }
        }
    }
}
