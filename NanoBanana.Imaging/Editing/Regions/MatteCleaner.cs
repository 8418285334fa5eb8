namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>
/// Takes out what a model scatters over even or grainy ground: specks that hang together with nothing solid, and pinholes in what is solid.
/// </summary>
internal static class MatteCleaner
{
    private const byte Traces = 12;
    private const byte Full = 243;
    private const int Reach = 2;
    // Of the mean around a pixel: more is solid.
    private const int Solid = 160;
    // Of the largest solid piece: less is no subject of its own.
    private const double LeastPiece = 0.02;
    private const int LargestPinhole = 64;
    // Of all traces: more than this outside of what is solid is no hair.
    private const double MostLoose = 0.3;
    private const int NearSolid = 6;

    /// <param name="matte">255 where the subject is.</param>
    /// <returns>Another of the same size.</returns>
    public static byte[] Clean(byte[] matte, int width, int height)
    {
        var solid = SolidPieces(matte, width, height);
        var parts = Pieces.Of([.. matte.Select(share => share > Traces)], width, height);
        var isKept = new bool[parts.Sizes.Count + 1];
        foreach (var at in Enumerable.Range(0, matte.Length).Where(at => solid[at]))
        {
            isKept[parts.Labels[at]] = true;
        }

        var holes = Pieces.Of([.. matte.Select(share => share < Full)], width, height);
        var clean = new byte[matte.Length];
        for (var at = 0; at < matte.Length; at++)
        {
            clean[at] = holes.Labels[at] is > 0 and var hole && holes.Sizes[hole - 1] <= LargestPinhole ? (byte)255
                : parts.Labels[at] is > 0 and var part && isKept[part] ? matte[at]
                : (byte)0;
        }

        return KeepNear(clean, solid, width, height);
    }

    /// <summary>Grain that touches the subject spreads over the ground; hair stays near what is solid.</summary>
    private static byte[] KeepNear(byte[] matte, bool[] solid, int width, int height)
    {
        var (traces, loose) = (0, 0);
        for (var at = 0; at < matte.Length; at++)
        {
            traces += matte[at] > Traces ? 1 : 0;
            loose += matte[at] > Traces && !solid[at] ? 1 : 0;
        }

        if (loose <= MostLoose * traces)
        {
            return matte;
        }

        var near = new WindowSum([.. solid.Select(inside => inside ? 1 : 0)], width, height, NearSolid);
        return [.. matte.Select((share, at) => near.At(at % width, at / width).Sum > 0 ? share : (byte)0)];
    }

    /// <summary>Where the mean around a pixel is high, without small pieces.</summary>
    private static bool[] SolidPieces(byte[] matte, int width, int height)
    {
        var around = new WindowSum([.. matte.Select(share => (int)share)], width, height, Reach);
        var solid = new bool[matte.Length];
        for (var at = 0; at < matte.Length; at++)
        {
            var (sum, count) = around.At(at % width, at / width);
            solid[at] = sum >= Solid * count && matte[at] > Traces;
        }

        var pieces = Pieces.Of(solid, width, height);
        var least = LeastPiece * pieces.Sizes.DefaultIfEmpty().Max();
        return [.. pieces.Labels.Select(piece => piece > 0 && pieces.Sizes[piece - 1] >= least)];
    }
}
