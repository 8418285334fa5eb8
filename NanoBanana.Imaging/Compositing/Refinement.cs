namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// Refines whole pixels of a registration image to fractions of the picture's pixels: least squares on the difference of the two pictures,
/// with shift, zoom, gain and
/// offset as unknowns, and pixels that do not fit left out (Gauss and Newton, Tukey's weights). Zoom stays only where it explains clearly
/// more.
/// </summary>
internal static class Refinement
{
    private const int Rounds = 8;
    private const int Samples = 60_000;
    private const double LargestZoom = 0.06;
    private const double ZoomExplains = 0.93;
    // Of a pixel of the source: closer to a whole one than this is a whole one, and nothing is interpolated.
    private const double Whole = 0.12;

    public static Registration Refine(
        List<RegistrationImage> source, List<RegistrationImage> overlay, Placement placement, int dx, int dy, Raster picture,
            Raster returned,
        CancellationToken cancellationToken)
    {
        // The zoom is looked for where it moves the edges by few pixels first.
        var start = Math.Min(2, source.Count - 1);
        var (blocks, edge) = NormalizedCrossCorrelation.Alike(source[start], overlay[start], dx >> start, dy >> start);
        source = [.. source.Take(start + 1).Select((level, at) => level.Only(blocks, edge, 1 << (start - at)))];
        var zoomed = new Fit(dx / (double)(1 << start), dy / (double)(1 << start), 1, 1, 0);
        for (var level = start; level >= 0; level--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            zoomed = Solve(source[level], overlay[level], zoomed, withZoom: true);
            zoomed = level == 0 ? zoomed : zoomed with { Dx = 2 * zoomed.Dx, Dy = 2 * zoomed.Dy };
        }

        cancellationToken.ThrowIfCancellationRequested();
        var still = Solve(source[0], overlay[0], new Fit(dx, dy, 1, 1, 0), withZoom: false);
        var fit = IsZoomed(zoomed, still, source[0]) ? zoomed : still;
        var settled = Settle(fit, new Fit(dx, dy, 1, 1, 0), source[0].Factor, picture, returned);
        return new Registration(
            new(
                placement.X.Moved(picture.Width / 2.0, fit.ZoomX, settled.Dx),
                placement.Y.Moved(picture.Height / 2.0, fit.ZoomY, settled.Dy)),
            Math.Round(settled.Dx, 2), Math.Round(settled.Dy, 2), IsFound: true);
    }

    private static bool IsZoomed(Fit zoomed, Fit still, RegistrationImage image)
    {
        var (across, down) = (Math.Abs(zoomed.ZoomX - 1), Math.Abs(zoomed.ZoomY - 1));
        return Math.Max(across, down) < LargestZoom
            && Math.Max(across * image.Width, down * image.Height) > 0.6
            && zoomed.Misfit < still.Misfit * ZoomExplains;
    }

    /// <summary>In pixels of the source; whole ones where the answer has the source's size and they are as good as whole.</summary>
    private static (double Dx, double Dy) Settle(Fit fit, Fit before, int factor, Raster picture, Raster returned)
    {
        // A fit that ran away is no fit.
        var sound = Math.Abs(fit.Dx - before.Dx) < 2.5 && Math.Abs(fit.Dy - before.Dy) < 2.5 ? fit : before;
        var (dx, dy) = (sound.Dx * factor, sound.Dy * factor);
        var near = picture.Width == returned.Width && picture.Height == returned.Height ? Whole * Math.Max(1, factor / 2.0) : 0.05;
        return (Snap(dx, near), Snap(dy, near));
    }

    // Adding nothing makes of a negative nought a plain one.
    private static double Snap(double shift, double near) =>
        (Math.Abs(shift - Math.Round(shift)) <= near ? Math.Round(shift) : shift) + 0.0;

    private static Fit Solve(RegistrationImage source, RegistrationImage overlay, Fit fit, bool withZoom)
    {
        var stride = Math.Max(1, (int)Math.Sqrt(source.Width * (double)source.Height / Samples));
        var sums = new NormalEquations(withZoom ? 6 : 4);
        var residuals = new List<float>(Samples * 2);
        // The first round knows neither light nor contrast; the blocks that count are alike, so few pixels mislead it.
        var (gain, offset, limit) = (1.0, 0.0, double.PositiveInfinity);
        for (var round = 0; round < Rounds; round++)
        {
            sums.Clear();
            residuals.Clear();
            Gather(source, overlay, fit, stride, gain, offset, limit, sums, residuals);
            if (residuals.Count < 50 || sums.Solve() is not { } step)
            {
                return fit with { Misfit = double.PositiveInfinity };
            }

            gain += step[0];
            offset += step[1];
            fit = fit with
            {
                Dx = fit.Dx + Math.Clamp(step[2], -1, 1),
                Dy = fit.Dy + Math.Clamp(step[3], -1, 1),
                ZoomX = withZoom ? fit.ZoomX + Math.Clamp(step[4], -0.02, 0.02) : 1,
                ZoomY = withZoom ? fit.ZoomY + Math.Clamp(step[5], -0.02, 0.02) : 1,
                Misfit = Median(residuals),
            };
            limit = Math.Max(2, Biweight.Limit(fit.Misfit));
        }

        return fit;
    }

    private static void Gather(
        RegistrationImage source, RegistrationImage overlay, Fit fit, int stride, double gain, double offset, double limit,
            NormalEquations sums, List<float> residuals)
    {
        var (centreX, centreY) = (source.Width / 2.0, source.Height / 2.0);
        Span<double> row = stackalloc double[6];
        for (var y = 1; y < source.Height - 1; y += stride)
        {
            var v = centreY + ((y + 0.5 - centreY) * fit.ZoomY) + fit.Dy;
            for (var x = 1 + (y % stride); x < source.Width - 1; x += stride)
            {
                var at = (y * source.Width) + x;
                var u = centreX + ((x + 0.5 - centreX) * fit.ZoomX) + fit.Dx;
                if (!source.Counts[at] || u < 2 || v < 2 || u > overlay.Width - 2 || v > overlay.Height - 2
                    || !overlay.Counts[((int)v * overlay.Width) + (int)u])
                {
                    continue;
                }

                var value = RegistrationImage.Interpolate(overlay.Luma, overlay, u, v);
                var misfit = source.Luma[at] - ((gain * value) + offset);
                residuals.Add((float)Math.Abs(misfit));
                if (Math.Abs(misfit) >= limit)
                {
                    continue;
                }

                var slopeX = (RegistrationImage.Interpolate(overlay.Luma, overlay, u + 1, v)
                    - RegistrationImage.Interpolate(overlay.Luma, overlay, u - 1, v)) / 2;
                var slopeY = (RegistrationImage.Interpolate(overlay.Luma, overlay, u, v + 1)
                    - RegistrationImage.Interpolate(overlay.Luma, overlay, u, v - 1)) / 2;
                // Without a limit yet all count alike.
                var share = Biweight.Weight(misfit / limit);
                row[0] = value;
                row[1] = 1;
                row[2] = gain * slopeX;
                row[3] = gain * slopeY;
                row[4] = gain * slopeX * (x + 0.5 - centreX);
                row[5] = gain * slopeY * (y + 0.5 - centreY);
                sums.Add(row, misfit, share);
            }
        }
    }

    private static double Median(List<float> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private sealed record Fit(double Dx, double Dy, double ZoomX, double ZoomY, double Misfit);
}
