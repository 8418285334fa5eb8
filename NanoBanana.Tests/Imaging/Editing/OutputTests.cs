using NanoBanana.Imaging.Editing;
using static NanoBanana.Tests.Imaging.Editing.StepStudio;

namespace NanoBanana.Tests.Imaging.Editing;

/// <summary>The file that a result becomes.</summary>
[Trait("Kind", "Unit")]
public sealed class OutputTests
{
    private static readonly TestPixels Picture = TestPixels.Photograph(600, 400);

    [Theory]
    [InlineData(OutputFormat.Jpeg, "image/jpeg"), InlineData(OutputFormat.Png, "image/png"), InlineData(OutputFormat.WebP, "image/webp")]
    public async Task The_asked_format_is_given(object format, string contentType)
    {
        var file = await FileAsync(Picture, new Encode((OutputFormat)format));
        Assert.Equal(contentType, file.ContentType);
        Assert.Equal((600, 400), (Decode(file).Width, Decode(file).Height));
    }

    [Fact]
    public async Task A_jpeg_shows_white_where_nothing_is()
    {
        var file = await FileAsync(TestPixels.Quarters(80, 60).WithAlpha(), new Encode(OutputFormat.Jpeg));
        Assert.InRange(Decode(file).At(70, 30)[2], 245, 255);
    }

    [Theory]
    [InlineData(60_000), InlineData(20_000), InlineData(3_000)]
    public async Task A_limit_of_bytes_is_kept_with_the_best_that_fits(int most)
    {
        var file = await FileAsync(Picture, new LimitBytes(most));

        Assert.InRange(file.Content.Length, most / 2, most);
        var note = Assert.IsType<Compressed>(Assert.Single(file.Notes));
        Assert.Equal((file.Content.Length, Decode(file).Width), ((int)note.Bytes, note.Width));
        Assert.InRange(note.Quality, 40, 95);
    }

    [Fact]
    public async Task A_transparent_picture_stays_so_within_a_limit()
    {
        var file = await FileAsync(Picture.WithAlpha(), new LimitBytes(30_000));
        Assert.Equal(("image/webp", 4), (file.ContentType, Decode(file).Bands));
    }

    [Fact]
    public async Task What_no_picture_fits_is_refused() =>
        Assert.Contains("100 bytes", (await RefuseAsync(Picture, new LimitBytes(100))).Message, StringComparison.Ordinal);
}
