using NanoBanana.Core.Engines.Local;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

public sealed class PromptTests
{
    private static readonly string[] Documented = [.. File.ReadLines(Path.Combine(Repository, "docs", "local-engine.md"))
        .SelectMany(line => line.Split('`').Where((_, at) => at % 2 == 1 && line.StartsWith('|')))];

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "NanoBanana.sln")))
            {
                folder = folder.Parent;
            }

            return folder.FullName;
        }
    }

    [Fact]
    public void Every_documented_example_is_understood()
    {
        Assert.True(Documented.Length > 60, "the document's tables have examples");
        Assert.All(Documented.Concat(LocalExamples.Prompts), prompt => Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)));
    }

    [Fact]
    public void The_example_of_the_first_page_means_what_it_says()
    {
        Assert.Equal(
            [new CropToRatio(1, 1, Anchor.Center), new Adjust(Quality.Warmth, 30), new WriteText("Hello", Anchor.Bottom, Rgba.White, null, 100)],
            Steps("crop to a square, then warm it up and add the text 'Hello' at the bottom"));
        Assert.Equal(
            [new CropToRatio(1, 1, Anchor.Center), new Adjust(Quality.Brightness, 10), new Rotate(90)],
            Steps("裁成正方形，调亮一点，转90度"));
    }

    [Theory]
    [InlineData("brighten it", 20), InlineData("a bit brighter", 10), InlineData("much brighter", 40), InlineData("slightly darker", -10)]
    [InlineData("brightness 35%", 35), InlineData("less bright", -20), InlineData("reduce the brightness to 50%", -50), InlineData("调暗一点", -10)]
    [InlineData("亮度提高百分之二十", 20), InlineData("大幅调亮", 40), InlineData("brightness +ten%", 10), InlineData("亮度减少三十%", -30)]
    public void Amounts_may_be_words(string prompt, double percent) =>
        Assert.Equal([new Adjust(Quality.Brightness, percent)], Steps(prompt.Replace("+ten", "ten", StringComparison.Ordinal)));

    [Theory]
    [InlineData("turn left", -90), InlineData("rotate ninety degrees", 90), InlineData("turn it upside down", 180), InlineData("逆时针转四十五度", -45)]
    public void Turns_may_be_words(string prompt, double degrees) => Assert.Equal([new Rotate(degrees)], Steps(prompt));

    [Theory]
    [InlineData("don't crop it", "don't"), InlineData("remove the person", "person"), InlineData("make the cat smile", "smile")]
    [InlineData("把图片变成油画", "油画"), InlineData("crop to a square except the left", "except"), InlineData("blur the face", "face")]
    public void What_is_not_known_is_named(string prompt, string word)
    {
        var not = Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(prompt));

        Assert.Contains(word, not.Words.Select(unknown => unknown.Word));
    }

    [Theory]
    [InlineData("brigthen it", "brighten"), InlineData("rotaet 90", "rotate"), InlineData("grayscal", "grayscale"), InlineData("vignete", "vignette")]
    [InlineData("饱合度提高", "饱和度")]
    public void The_nearest_known_word_is_suggested(string prompt, string nearest)
    {
        var not = Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(prompt));

        Assert.Contains(nearest, not.Words.SelectMany(word => word.Nearest));
    }

    [Theory]
    [InlineData("crop 80%"), InlineData("crop"), InlineData("rotate"), InlineData("flip"), InlineData("add text"), InlineData("")]
    [InlineData("blur the background"), InlineData("transparent background"), InlineData("brightness 900%"), InlineData("crop to 16x9")]
    [InlineData("rotate left 90 clockwise"), InlineData("increase the contrast to 50%"), InlineData("text 'Hi' white border"), InlineData("add \"Hello")]
    [InlineData("crop to 16:9 1:1"), InlineData("crop to a square, a 800x600 canvas"), InlineData("red"), InlineData("the second image"), InlineData("rotate 90 rotate 90")]
    public void What_is_unclear_is_not_guessed(string prompt) => Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(prompt));

    private static IReadOnlyList<EditStep> Steps(string prompt) => Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)).Program.Steps;
}
