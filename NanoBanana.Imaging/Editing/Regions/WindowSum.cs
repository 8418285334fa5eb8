namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>Sums of values in a square around each pixel, by a table of the sums from the top left corner.</summary>
internal sealed class WindowSum
{
    private readonly int[] _sums;
    private readonly int _width, _height, _reach;

    /// <param name="reach">From the middle of the square to its sides.</param>
    public WindowSum(int[] values, int width, int height, int reach)
    {
        (_width, _height, _reach) = (width, height, reach);
        _sums = new int[(width + 1) * (height + 1)];
        for (var y = 0; y < height; y++)
        {
            var row = 0;
            for (var x = 0; x < width; x++)
            {
                row += values[(y * width) + x];
                _sums[((y + 1) * (width + 1)) + x + 1] = _sums[(y * (width + 1)) + x + 1] + row;
            }
        }
    }

    /// <returns>The sum, and of how many pixels: the square ends where the picture does.</returns>
    public (int Sum, int Count) At(int x, int y)
    {
        var (left, right) = (Math.Max(0, x - _reach), Math.Min(_width, x + _reach + 1));
        var (top, bottom) = (Math.Max(0, y - _reach), Math.Min(_height, y + _reach + 1));
        var (above, below) = (top * (_width + 1), bottom * (_width + 1));
        return (_sums[below + right] - _sums[below + left] - _sums[above + right] + _sums[above + left], (right - left) * (bottom - top));
    }
}
