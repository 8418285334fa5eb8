using System.IO.Compression;

namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>PNG files of 16 bits a band, their lower bytes in use.</summary>
internal static class DeepPng
{
    private static readonly int[] ColourTypes = [0, 4, 2, 6];

    public static byte[] Of(int seed, int width, int height, int bands)
    {
        var random = new Random(seed);
        using var rows = new MemoryStream();
        using (var deflate = new ZLibStream(rows, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + (width * bands * 2)];
            for (var y = 0; y < height; y++)
            {
                random.NextBytes(row);
                row[0] = 0;
                deflate.Write(row);
            }
        }

        return TestPng.File(TestPng.Header(width, height, 16, ColourTypes[bands - 1]), ("IDAT", rows.ToArray()));
    }
}
