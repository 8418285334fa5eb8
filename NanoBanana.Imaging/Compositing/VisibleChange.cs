namespace NanoBanana.Imaging.Compositing;

/// <summary>
/// What changed in a picture besides what was evidently asked for, when no mask tells. Both pictures are compared at no more than 1,024
/// pixels, the answer in its right place: a pixel has changed when its colour, averaged with its neighbours', is more than
/// <see cref="Visible"/> away in Oklab (a clearly seen difference; noise and codecs stay below). Changed pixels a few pixels apart make a
/// region. The largest region was asked for, and so was every one at least a quarter as large; the rest is drift. A change of the whole
/// picture is one region, so it counts as asked for.
/// </summary>
internal static class VisibleChange
{
    public const double Visible = 0.06;

    private const int Reach = 3;
    private const int AskedFor = 4;

    /// <returns>The share of all pixels, 0–1.</returns>
    public static double ShareBeyondRequest(RegistrationImage source, RegistrationImage answer, Placement placement)
    {
        var changed = Compare(source, answer, placement);
        var regions = MaskRuns.Find(Widened(changed), int.MaxValue)!;
        var areas = new Dictionary<int, long>();
        foreach (var run in regions.All)
        {
            var region = regions.RegionOf(run);
            var area = run.End - run.First - changed.Row(run.Y)[run.First..run.End].Count((byte)0);
            areas[region] = areas.GetValueOrDefault(region) + area;
        }

        var largest = areas.Values.DefaultIfEmpty().Max();
        return areas.Values.Where(area => area * AskedFor < largest).Sum() / ((double)source.Width * source.Height);
    }

    private static ChangeMask Compare(RegistrationImage source, RegistrationImage answer, Placement placement)
    {
        var changed = new ChangeMask(new byte[source.Width * source.Height], source.Width, source.Height);
        var (across, down) = (placement.X.Between(source.Factor, answer.Factor), placement.Y.Between(source.Factor, answer.Factor));
        for (var y = 0; y < source.Height; y++)
        {
            var row = changed.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (u, v) = (across[x + 0.5], down[y + 0.5]);
                if (answer.Shows(u, v))
                {
                    row[x] = Around(source, x + 0.5, y + 0.5).DistanceTo(Around(answer, u, v)) > Visible ? byte.MaxValue : (byte)0;
                }
            }
        }

        return changed;
    }

    /// <summary>The colour of a pixel and its neighbours: codecs move the colours of single pixels.</summary>
    private static Oklab Around(RegistrationImage image, double u, double v)
    {
        Span<float> rgb = stackalloc float[3];
        for (var colour = 0; colour < 3; colour++)
        {
            var plane = image.Rgb[colour];
            rgb[colour] = (RegistrationImage.Interpolate(plane, image, u - 1, v - 1) + RegistrationImage.Interpolate(
                plane, image, u + 1, v - 1)
                + RegistrationImage.Interpolate(plane, image, u - 1, v + 1) + RegistrationImage.Interpolate(plane, image, u + 1, v + 1)
                + RegistrationImage.Interpolate(plane, image, u, v)) / 5;
        }

        return Oklab.From(rgb[0], rgb[1], rgb[2]);
    }

    private static ChangeMask Widened(ChangeMask changed)
    {
        var widened = new ChangeMask(new byte[changed.Bytes.Length], changed.Width, changed.Height);
        for (var y = 0; y < changed.Height; y++)
        {
            var row = changed.Row(y);
            for (var x = row.IndexOfAnyExcept((byte)0); x >= 0 && x < row.Length; x++)
            {
                if (row[x] == 0)
                {
                    continue;
                }

                var (left, right) = (Math.Max(0, x - Reach), Math.Min(row.Length, x + Reach + 1));
                for (var near = Math.Max(0, y - Reach); near < Math.Min(changed.Height, y + Reach + 1); near++)
                {
                    widened.Row(near)[left..right].Fill(byte.MaxValue);
                }
            }
        }

        return widened;
    }
}
