using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core.Engines;
using NanoBanana.Imaging;

namespace NanoBanana.Tests.Engines.Local;

[Trait("Kind", "Unit")]
public sealed class LocalGeneratorTests
{
    private static readonly ServiceProvider Services = new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddImaging().AddEngines().BuildServiceProvider();

    private static readonly IImageGenerator Local = Services.GetRequiredService<EngineCatalogue>().Find("local")!;

    [Fact]
    public void It_says_what_it_can_do()
    {
        var can = Services.GetRequiredService<EngineCatalogue>().CapabilitiesOf("local")!;

        Assert.True(can is
        {
            Available: true, IsExact: true, IsRemote: false, Mask: true, TextToImage: true, MaxInputs: 9,
            MaxVariants: 1
        });
        Assert.Contains(can.Examples, example => example.Any(letter => letter > 0x4E00));
    }

    [Fact]
    public async Task It_answers_with_a_picture()
    {
        var answer = await AskAsync("crop to a square", null, TestImages.Png(300, 200));

        var picture = Assert.IsType<DataContent>(Assert.Single(answer.Contents));
        Assert.Equal("image/png", picture.MediaType);
        Assert.Equal(200, TestPixels.Decode(picture.Data.ToArray(), "pngload_buffer").Width);
        Assert.Single((await AskAsync("a 100x80 blue canvas", null)).Contents);
    }

    [Theory]
    [InlineData("paint a dragon", 1, false, "not-understood", "dragon"), InlineData("画一条龙", 1, false, "not-understood", "龙")]
    [InlineData("brighter", 0, false, "input", "canvas"), InlineData("blend with the second image", 1, false, "input", "second")]
    [InlineData("crop to a square", 1, true, "input", "mask"), InlineData("resize to 9000x9000", 1, false, "input", "megapixels")]
    public async Task What_cannot_be_done_is_a_problem_with_a_reason(string prompt, int pictures, bool mask, string code, string word)
    {
        var inputs = new EngineInputs(Mask: mask ? new DataContent(TestImages.Png(30, 20), "image/png") : null);
        var failure = await Assert.ThrowsAsync<EngineException>(
            () => AskAsync(prompt, inputs, [.. Enumerable.Repeat(TestImages.Png(30, 20), pictures)]));

        Assert.Equal(code, failure.Problem.Code);
        Assert.Contains(word, failure.Problem.Detail, StringComparison.Ordinal);
        Assert.Null(failure.RetryAfter);
    }

    [Fact]
    public async Task What_the_picture_does_not_have_is_refused_with_something_else_to_do()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(
            () => AskAsync("straighten", null, TestPng.Of(new TestPixels(new byte[90 * 60 * 3], 90, 60, 3))));

        Assert.Equal("input", failure.Problem.Code);
        Assert.Equal(["straighten by 2 degrees", "straighten by -2 degrees", "rotate 90", "crop to 16:9"], failure.Problem.Choices);
    }

    [Fact]
    public async Task Words_that_were_corrected_are_said_beside_the_picture()
    {
        var answer = await AskAsync("make it birghter", null, TestImages.Png(30, 20));

        Assert.Equal("Read as: brighter.", Assert.IsType<TextContent>(answer.Contents[1]).Text);
    }

    [Theory]
    [InlineData("remove the sign", 1, "Paint over"), InlineData("去掉路人", 1, "涂抹"), InlineData("make it brighter", 3, "collage")]
    public async Task What_needs_a_mask_or_fewer_pictures_says_so(string prompt, int pictures, string words)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(
            () => AskAsync(prompt, null, [.. Enumerable.Repeat(TestImages.Png(30, 20), pictures)]));

        Assert.Contains(words, failure.Problem.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(failure.Problem.Choices!);
    }

    [Theory]
    [InlineData("Hilfe", "zh", true), InlineData("Hilfe", "en", false), InlineData("Hilfe", null, false)]
    [InlineData("help", "zh", false), InlineData("帮助", "en", true), InlineData("ヘルプ", "zh", true), InlineData("ヘルプ", null, false)]
    public async Task It_answers_in_the_language_of_the_words_or_else_of_the_reader(string prompt, string? reader, bool isChinese)
    {
        var answer = await AskAsync(prompt, new EngineInputs { Language = reader });

        Assert.Equal(isChinese, Assert.IsType<TextContent>(Assert.Single(answer.Contents)).Text.Contains('。'));
    }

    [Theory]
    [InlineData("male einen drachen", "zh", true), InlineData("male einen drachen", "en", false), InlineData("paint a dragon", "zh", false)]
    public async Task It_refuses_in_that_language_too(string prompt, string reader, bool isChinese)
    {
        var failure = await Assert.ThrowsAsync<EngineException>(
            () => AskAsync(prompt, new EngineInputs { Language = reader }, TestImages.Png(30, 20)));

        Assert.Equal(isChinese ? "没有听懂" : "Not understood", failure.Problem.Title);
        Assert.All(failure.Problem.Choices!, choice => Assert.Equal(isChinese, choice.Any(letter => letter > 0x4E00)));
    }

    [Fact]
    public async Task A_damaged_picture_is_a_problem_of_the_input()
    {
        var failure = await Assert.ThrowsAsync<EngineException>(
            () => AskAsync("brighter", null, TestImages.Truncated(TestImages.Png(300, 200))));

        Assert.Equal("input", failure.Problem.Code);
    }

    private static Task<ImageGenerationResponse> AskAsync(string prompt, EngineInputs? inputs, params byte[][] pictures) =>
        Local.GenerateAsync(
        new ImageGenerationRequest(prompt, [.. pictures.Select(picture => new DataContent(picture, "image/png"))]),
        (inputs ?? new()).ToOptions());
}
