namespace NanoBanana.Imaging.Editing.Regions;

/// <summary>The pieces of a map that hang together, corners included.</summary>
/// <param name="Labels">For each pixel the number of its piece from 1, or 0.</param>
/// <param name="Sizes">Pixels of each piece, from piece 1.</param>
internal sealed record Pieces(int[] Labels, IReadOnlyList<int> Sizes)
{
    public static Pieces Of(bool[] map, int width, int height)
    {
        var (labels, sizes, open) = (new int[map.Length], new List<int>(), new Stack<int>());
        for (var start = 0; start < map.Length; start++)
        {
            if (!map[start] || labels[start] != 0)
            {
                continue;
            }

            var (label, size) = (sizes.Count + 1, 0);
            labels[start] = label;
            open.Push(start);
            while (open.TryPop(out var at))
            {
                size++;
                var (x, y) = (at % width, at / width);
                for (var nextY = Math.Max(0, y - 1); nextY <= Math.Min(height - 1, y + 1); nextY++)
                {
                    for (var nextX = Math.Max(0, x - 1); nextX <= Math.Min(width - 1, x + 1); nextX++)
                    {
                        var next = (nextY * width) + nextX;
                        if (map[next] && labels[next] == 0)
                        {
                            labels[next] = label;
                            open.Push(next);
                        }
                    }
                }
            }

            sizes.Add(size);
        }

        return new(labels, sizes);
    }
}
