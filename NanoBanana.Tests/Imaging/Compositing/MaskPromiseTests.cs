namespace NanoBanana.Tests.Imaging.Compositing;

public sealed class MaskPromiseTests
{
    private static readonly (int Left, int Top, int Right, int Bottom) Hole = (200, 160, 413, 346);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    /// <summary>Random pictures, masks of every kind and size, and engines that spoil everything at once.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_outside_a_mask_changes_whatever_the_engine_does(int seed)
    {
        var random = new Random(seed);
        var source = Scene.Of(seed, random.Next(20, 420), random.Next(20, 420));
        var mask = RandomMask.Of(random, source.Width, source.Height);
        var engine = new DriftingEngine
        {
            Shift = ((random.NextDouble() - 0.5) * 30, (random.NextDouble() - 0.5) * 30),
            Zoom = 1 + ((random.NextDouble() - 0.5) * 0.06),
            Size = (random.Next(16, 500), random.Next(16, 500)),
            Colours = [.. Enumerable.Range(0, 3).Select(_ => (0.7 + (random.NextDouble() * 0.6), (random.NextDouble() - 0.5) * 60))],
            Noise = random.Next(12),
            Blurs = random.Next(2) == 0,
        };
        var answer = engine.Answer(source);

        var result = await Compositor.CompositeAsync(
            random.Next(2) == 0 ? answer.ToJpeg(80) : TestPng.Of(answer), TestPng.Of(source), TestPng.Of(mask.Pixels));

        Assert.Equal(0, Compositor.CountChanged(source, Compositor.Decode(result.Content), mask.MayChange));
        Assert.Equal(0, result.Drift!.Changed);
        Assert.Equal(("image/png", source.Width, source.Height), (result.ContentType, result.Width, result.Height));
    }

    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(7, -5, 1.0)]
    [InlineData(-23.4, 31.7, 1.0)]
    [InlineData(3.5, 2.25, 0.5)]
    [InlineData(-40, 12, 1.3)]
    public async Task What_was_painted_lands_where_it_belongs(double dx, double dy, double scale)
    {
        var source = Scene.Of(3, 800, 600);
        (int Left, int Top, int Right, int Bottom) box = (253, 213, 360, 293);
        var answer = new DriftingEngine
        {
            Shift = (dx, dy),
            Size = ((int)(800 * scale), (int)(600 * scale)),
            Colours = [(0.9, 14), (1.05, -8), (0.95, 20)],
            Noise = 4,
            Box = box,
            Colour = [200, 40, 160],
        }.Answer(source);

        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(800, 600, Hole)));

        var pixels = Compositor.Decode(result.Content);
        var (left, top, right, bottom) = Edges(pixels, 306, 253, [200, 40, 160]);
        Assert.InRange(left, box.Left - 1, box.Left + 1);
        Assert.InRange(top, box.Top - 1, box.Top + 1);
        Assert.InRange(right, box.Right - 1, box.Right + 1);
        Assert.InRange(bottom, box.Bottom - 1, box.Bottom + 1);
        Assert.InRange(result.Drift!.Dx, dx - 0.5, dx + 0.5);
        Assert.InRange(result.Drift.Dy, dy - 0.5, dy + 0.5);
        var middle = pixels.At(306, 253);
        Assert.InRange(middle[0], 190, 210);
        Assert.InRange(middle[1], 30, 50);
        Assert.InRange(middle[2], 150, 170);
    }

    [Fact]
    public async Task A_zoomed_answer_is_brought_back()
    {
        var source = Scene.Of(4, 800, 600);
        (int Left, int Top, int Right, int Bottom) box = (213, 173, 280, 240);
        var answer = new DriftingEngine { Zoom = 1.02, Shift = (4, -3), Box = box }.Answer(source);

        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(800, 600, Hole)));

        var (left, top, right, bottom) = Edges(Compositor.Decode(result.Content), 246, 206, [230, 20, 200]);
        Assert.InRange(left, box.Left - 1, box.Left + 1);
        Assert.InRange(top, box.Top - 1, box.Top + 1);
        Assert.InRange(right, box.Right - 1, box.Right + 1);
        Assert.InRange(bottom, box.Bottom - 1, box.Bottom + 1);
    }

    /// <summary>Half of the surroundings are new: the other half must tell the shift.</summary>
    [Fact]
    public async Task An_engine_that_painted_half_of_it_anew_is_still_registered()
    {
        var source = Scene.Of(8, 700, 560);
        var other = Scene.Of(9, 700, 560);
        var mixed = source with { Bytes = [.. source.Bytes] };
        for (var y = 0; y < 560; y++)
        {
            other.Bytes.AsSpan(((y * 700) + 450) * 3, 250 * 3).CopyTo(mixed.Bytes.AsSpan(((y * 700) + 450) * 3));
        }

        var answer = new DriftingEngine { Shift = (11, -6) }.Answer(mixed);
        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(700, 560, Hole)));

        Assert.Equal((11, -6), (result.Drift!.Dx, result.Drift.Dy));
    }

    /// <summary>A plain wall shows no shift, but it shows the tint.</summary>
    [Fact]
    public async Task A_tint_is_taken_back_where_nothing_tells_the_shift()
    {
        var source = new TestPixels([.. Enumerable.Repeat<byte[]>([120, 130, 140], 600 * 400).SelectMany(pixel => pixel)], 600, 400, 3);
        var answer = new DriftingEngine { Colours = [(1, 25), (1, -15), (1, 10)] }.Answer(source);

        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(600, 400, (100, 100, 300, 300))));

        var pixels = Compositor.Decode(result.Content);
        Assert.All(Enumerable.Range(100, 200), x => Assert.InRange(pixels.At(x, 200)[0], 118, 122));
        Assert.Equal(new Contracts.Images.Drift(0, 0, 0), result.Drift);
    }

    [Fact]
    public async Task An_exact_engine_is_taken_at_its_word()
    {
        var source = Scene.Of(5, 400, 300);
        var answer = new DriftingEngine { Colours = [(1, 40), (1, 40), (1, 40)] }.Answer(source);

        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(400, 300, (100, 50, 300, 250))), isExact: true);

        var pixels = Compositor.Decode(result.Content);
        Assert.Equal(answer.At(200, 150).ToArray(), pixels.At(200, 150).ToArray());
        Assert.Equal(new Contracts.Images.Drift(0, 0, 0), result.Drift);
    }

    [Fact]
    public async Task The_seam_is_soft_on_the_inside_only()
    {
        var source = new TestPixels(new byte[800 * 600 * 3], 800, 600, 3);
        var answer = source with { Bytes = [.. Enumerable.Repeat((byte)255, 800 * 600 * 3)] };

        var result = await Compositor.CompositeAsync(
            TestPng.Of(answer), TestPng.Of(source), TestPng.Of(Compositor.BoxMask(800, 600, (200, 200, 600, 400))), isExact: true);

        var pixels = Compositor.Decode(result.Content);
        Assert.Equal(0, pixels.At(199, 300)[0]);
        Assert.InRange(pixels.At(200, 300)[0], 1, 128);
        Assert.InRange(pixels.At(201, 300)[0], pixels.At(200, 300)[0] + 1, 255);
        Assert.Equal(255, pixels.At(204, 300)[0]);
    }

    [Fact]
    public async Task A_thin_stroke_shows_what_was_painted_in_it()
    {
        var source = new TestPixels(new byte[3000 * 300 * 3], 3000, 300, 3);
        var answer = source with { Bytes = [.. Enumerable.Repeat((byte)255, source.Bytes.Length)] };
        var mask = Compositor.BoxMask(3000, 300, (100, 100, 1000, 102));
        Compositor.BoxMask(3000, 300, (1500, 50, 2500, 250)).Bytes.AsSpan(120 * 9000).CopyTo(mask.Bytes.AsSpan(120 * 9000));

        var result = await Compositor.CompositeAsync(TestPng.Of(answer), TestPng.Of(source), TestPng.Of(mask), isExact: true);

        Assert.Equal(255, Compositor.Decode(result.Content).At(500, 100)[0]);
    }

    /// <summary>How far a colour reaches from a point.</summary>
    private static (int Left, int Top, int Right, int Bottom) Edges(TestPixels pixels, int centreX, int centreY, byte[] colour)
    {
        bool Is(int x, int y) => pixels.At(x, y) is var pixel
            && Math.Abs(pixel[0] - colour[0]) < 30 && Math.Abs(pixel[1] - colour[1]) < 30 && Math.Abs(pixel[2] - colour[2]) < 30;
        var (left, top, right, bottom) = (centreX, centreY, centreX, centreY);
        Assert.True(Is(centreX, centreY), "the colour is not where it belongs");
        while (Is(left - 1, centreY))
        {
            left--;
        }

        while (Is(right, centreY))
        {
            right++;
        }

        while (Is(centreX, top - 1))
        {
            top--;
        }

        while (Is(centreX, bottom))
        {
            bottom++;
        }

        return (left, top, right, bottom);
    }
}
