using static NanoBanana.Tests.Engines.Local.LocalStudio;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>Edits that change pixels where they are.</summary>
[Trait("Kind", "Unit")]
public sealed class LocalColourTests
{
    [Theory]
    [InlineData("brightness +20%"), InlineData("contrast -50%"), InlineData("warmth +50%"), InlineData("exposure -1 EV"),
        InlineData("invert")]
    [InlineData("black and white"), InlineData("sepia"), InlineData("saturation +60%"), InlineData("hue 180 degrees")]
    public async Task Colours_follow_their_formula(string prompt)
    {
        Func<double, double, double, (double, double, double)> formula = prompt.Split(' ')[0] switch
        {
            "brightness" => (r, g, b) => (Lifted(r), Lifted(g), Lifted(b)),
            "contrast" => (r, g, b) => ((r + 127.5) / 2, (g + 127.5) / 2, (b + 127.5) / 2),
            "warmth" => (r, g, b) => (r * 1.15, g, b * 0.85),
            "exposure" => (r, g, b) => (Halved(r), Halved(g), Halved(b)),
            "invert" => (r, g, b) => (255 - r, 255 - g, 255 - b),
            "black" => (r, g, b) => (Grey(r, g, b), Grey(r, g, b), Grey(r, g, b)),
            "sepia" => (r, g, b) =>
                ((0.393 * r) + (0.769 * g) + (0.189 * b), (0.349 * r) + (0.686 * g) + (0.168 * b), (0.272 * r) + (0.534 * g) + (0.131 * b)),
            "saturation" => (r, g, b) => (More(r, Grey(r, g, b)), More(g, Grey(r, g, b)), More(b, Grey(r, g, b))),
            // Half a turn mirrors every colour at its grey.
            _ => (r, g, b) => (Mirrored(r, r, g, b), Mirrored(g, r, g, b), Mirrored(b, r, g, b)),
        };
        var expected = Map(120, 80, (x, y, p) =>
        {
            var from = Source.At(x, y);
            var (r, g, b) = formula(from[0], from[1], from[2]);
            (p[0], p[1], p[2]) = (Byte(r), Byte(g), Byte(b));
        });

        AssertSame(expected, await EditAsync(prompt), tolerance: 1);

        static double Lifted(double value) => 255 * (1 - Math.Pow(1 - (value / 255), 1.25));
        static double Grey(double r, double g, double b) => (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
        static double More(double value, double grey) => grey + ((value - grey) * 1.6);
        static double Mirrored(double value, double r, double g, double b) => (2 * ((0.213 * r) + (0.715 * g) + (0.072 * b))) - value;
        static double Halved(double value) => 255 * Srgb(Linear(value / 255) / 2);
        static double Linear(double v) => v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
        static double Srgb(double v) => v <= 0.0031308 ? v * 12.92 : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055;
    }

    [Fact]
    public async Task Pixelating_leaves_the_mean_of_each_block()
    {
        var edited = await EditAsync("pixelate 10 px");

        for (var y = 0; y < 80; y += 7)
        {
            for (var x = 0; x < 120; x += 7)
            {
                var mean = Mean(x / 10 * 10, y / 10 * 10, 10);
                Assert.InRange(edited.At(x, y)[1], mean - 1.5, mean + 1.5);
            }
        }
    }

    [Fact]
    public async Task Sharpening_moves_a_pixel_away_from_its_neighbours()
    {
        var edited = await EditAsync("sharpen by 50%");
        for (var y = 1; y < 79; y += 5)
        {
            for (var x = 1; x < 119; x += 5)
            {
                var expected = Byte(Source.At(x, y)[0] + (0.5 * (Source.At(x, y)[0] - Around(x, y))));
                Assert.InRange(edited.At(x, y)[0], expected - 3, expected + 3);
            }
        }

        static double Around(int x, int y) => ((Mean(x - 1, y - 1, 3, 0) * 9) - Source.At(x, y)[0]) / 8;
    }

    [Fact]
    public async Task A_blur_spreads_a_point_as_a_bell()
    {
        var point = new TestPixels(new byte[61 * 61 * 3], 61, 61, 3);
        for (var y = 20; y <= 40; y++)
        {
            point.Bytes.AsSpan(((y * 61) + 20) * 3, 21 * 3).Fill(255);
        }

        var edited = await EditAsync("blur 4 px", TestPng.Of(point));
        // Across the middle of a long edge it is half, and one deviation further 0.16.
        Assert.InRange((edited.At(19, 30)[0] + edited.At(20, 30)[0]) / 2.0, 120, 135);
        Assert.InRange((edited.At(15, 30)[0] + edited.At(16, 30)[0]) / 2.0, 30, 52);
        Assert.Equal(0, edited.At(2, 30)[0]);
    }

    [Fact]
    public async Task A_vignette_darkens_the_corners_and_not_the_centre()
    {
        var white = Map(100, 100, (_, _, p) => p.Fill(200));
        var edited = await EditAsync("vignette 50%", TestPng.Of(white));

        Assert.InRange(edited.At(50, 50)[0], 198, 200);
        Assert.InRange(edited.At(0, 0)[0], 100, 106);
        Assert.InRange(edited.At(0, 50)[0], 200 * (1 - (0.5 * 0.3536)) - 3, 200 * (1 - (0.5 * 0.3536)) + 3);
    }
}
