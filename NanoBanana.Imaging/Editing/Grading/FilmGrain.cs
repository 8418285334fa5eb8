namespace NanoBanana.Imaging.Editing.Grading;

/// <summary>Grain that is the same at every size of a picture: a number for each place, about 0 with a deviation of 1 at most.</summary>
internal static class FilmGrain
{
    /// <param name="x">In grains, from the left.</param>
    /// <param name="y">In grains, from the top.</param>
    public static float At(float x, float y)
    {
        var (left, top) = (MathF.Floor(x), MathF.Floor(y));
        var (across, down, column, row) = (x - left, y - top, (int)left, (int)top);
        var upper = Grain(column, row) + (across * (Grain(column + 1, row) - Grain(column, row)));
        var lower = Grain(column, row + 1) + (across * (Grain(column + 1, row + 1) - Grain(column, row + 1)));
        return upper + (down * (lower - upper));
    }

    /// <summary>Four bytes of a mixed number together are nearly a bell.</summary>
    private static float Grain(int column, int row)
    {
        var mixed = unchecked(((uint)column * 0x9E3779B1) ^ ((uint)row * 0x85EBCA77));
        mixed = unchecked((mixed ^ (mixed >> 15)) * 0x2C1B3C6D);
        mixed = unchecked((mixed ^ (mixed >> 12)) * 0x297A2D39);
        mixed ^= mixed >> 15;
        return ((mixed & 255) + ((mixed >> 8) & 255) + ((mixed >> 16) & 255) + (mixed >> 24) - 510f) / 147.8f;
    }
}
