using NanoBanana.Imaging.Compositing;
using NanoBanana.Tests.Engines.Providers;

namespace NanoBanana.Tests.Imaging.Compositing;

/// <summary>Results whose background was asked to be transparent: measured, not believed.</summary>
public sealed class TransparencyTests
{
    private static readonly TestPixels Source = Scene.Of(3, 300, 200);

    [Fact]
    public async Task A_cut_out_of_words_alone_is_measured()
    {
        var picture = await CompositeAsync(TestPng.Of(ProviderPictures.CutOut(Source)), null);

        Assert.Equal(0.75, picture.TransparentShare!.Value, 3);
    }

    [Fact]
    public async Task Painted_squares_are_opaque()
    {
        var picture = await CompositeAsync(TestPng.Of(ProviderPictures.Checkered(Source)), TestPng.Of(Source));

        Assert.Equal(0, picture.TransparentShare);
    }

    [Fact]
    public async Task What_a_cut_out_of_another_shape_leaves_uncovered_is_transparent()
    {
        var picture = await CompositeAsync(TestPng.Of(MiddleWithHoles()), TestPng.Of(Source));

        Assert.Equal((300, 200), (picture.Width, picture.Height));
        var pixels = Compositor.Decode(picture.Content);
        Assert.Equal((0, 255, 0), (pixels.At(5, 150)[3], pixels.At(150, 150)[3], pixels.At(294, 150)[3]));
        Assert.Equal(Source.At(150, 150).ToArray(), pixels.At(150, 150)[..3].ToArray());
    }

    [Fact]
    public async Task Unasked_nothing_is_measured()
    {
        var picture = await Compositor.CompositeAsync(TestPng.Of(ProviderPictures.CutOut(Source)), null);

        Assert.Null(picture.TransparentShare);
    }

    /// <summary>The middle two thirds of the source, transparent in its top corner.</summary>
    private static TestPixels MiddleWithHoles()
    {
        var middle = new TestPixels(new byte[200 * 200 * 4], 200, 200, 4);
        for (var y = 0; y < 200; y++)
        {
            for (var x = 0; x < 200; x++)
            {
                Source.At(x + 50, y).CopyTo(middle.At(x, y));
                middle.At(x, y)[3] = (byte)(x < 40 && y < 40 ? 0 : 255);
            }
        }

        return middle;
    }

    private static Task<CompositedResult> CompositeAsync(byte[] answer, byte[]? source) => Compositor.Engine.CompositeAsync(
        new CompositingRequest(answer, source is null ? default(ReadOnlyMemory<byte>?) : source, null, "transparent", IsExact: false)
        {
            IsTransparencyAsked = true,
        },
        CancellationToken.None);
}
