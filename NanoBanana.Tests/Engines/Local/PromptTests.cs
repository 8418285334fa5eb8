using NanoBanana.Core.Engines.Local;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Tests.Engines.Local;

[Trait("Kind", "Unit")]
public sealed class PromptTests
{
    private static readonly string[] Documented = [.. File.ReadLines(Path.Combine(TestFolders.Repository, "docs", "local-engine.md"))
        .SelectMany(line => line.Split('`').Where((_, at) => at % 2 == 1 && line.StartsWith('|')))];

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
            [new CropToRatio(1, 1, Anchor.Center), new Adjust(Quality.Warmth, 30),
            new WriteText("Hello", Anchor.Bottom, Rgba.White, null, 100)],
            Steps("crop to a square, then warm it up and add the text 'Hello' at the bottom"));
        Assert.Equal(
            [new CropToRatio(1, 1, Anchor.Center), new Adjust(Quality.Brightness, 10), new Rotate(90)],
            Steps("裁成正方形，调亮一点，转90度"));
    }

    [Theory]
    [InlineData("brighten it", 20), InlineData("a bit brighter", 10), InlineData("much brighter", 40), InlineData("slightly darker", -10)]
    [InlineData("brightness 35%", 35), InlineData("less bright", -20), InlineData("reduce the brightness to 50%", -50),
        InlineData("调暗一点", -10)]
    [InlineData("亮度提高百分之二十", 20), InlineData("大幅调亮", 40), InlineData("brightness +ten%", 10), InlineData("亮度减少三十%", -30)]
    public void Amounts_may_be_words(string prompt, double percent) =>
        Assert.Equal([new Adjust(Quality.Brightness, percent)], Steps(prompt.Replace("+ten", "ten", StringComparison.Ordinal)));

    [Theory]
    [InlineData("turn left", -90), InlineData("rotate ninety degrees", 90), InlineData("turn it upside down", 180),
        InlineData("逆时针转四十五度", -45)]
    public void Turns_may_be_words(string prompt, double degrees) => Assert.Equal([new Rotate(degrees)], Steps(prompt));

    [Theory]
    [InlineData("brighten zorp", "zorp"), InlineData("make the cat frobnicate", "frobnicate"), InlineData("把图片变成魑魅", "魑魅")]
    [InlineData("crop to a square unless wimble", "wimble"), InlineData("crop to 16:9 and qwfp it", "qwfp")]
    public void What_is_not_known_is_named(string prompt, string word)
    {
        var not = Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(prompt));

        Assert.Contains(not.Words, unknown => unknown.Contains(word, StringComparison.Ordinal));
        Assert.Contains(word, not.Complaint.English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brigthen it", "brighten"), InlineData("rotaet 90", "rotate"), InlineData("grayscal", "grayscale"),
        InlineData("vignete", "vignette")]
    public void A_misspelt_word_with_one_good_reading_is_read_so(string prompt, string meant)
    {
        var understood = Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt));

        Assert.Equal([meant], understood.ReadAs);
        Assert.Equal(Steps(prompt.Replace(prompt.Split(' ')[0], meant, StringComparison.Ordinal)), understood.Program.Steps);
    }

    [Theory]
    [InlineData("crop 80%"), InlineData("crop"), InlineData("add text"), InlineData("")]
    [InlineData("brightness 900%"), InlineData("crop to 16x9"), InlineData("don't brighten it")]
    [InlineData("rotate left 90 clockwise"), InlineData("increase the contrast to 50%"), InlineData("text 'Hi' white border"),
        InlineData("add \"Hello")]
    [InlineData("crop to 16:9 1:1"), InlineData("crop to a square, a 800x600 canvas"), InlineData("red"), InlineData("the second image"),
        InlineData("rotate 90 rotate 90")]
    public void What_is_unclear_is_not_guessed(string prompt) => Assert.IsType<Reading.NotUnderstood>(PromptParser.Parse(prompt));

    /// <summary>Reading on for text without quotation marks is bounded; squared, each of these would take seconds.</summary>
    [Theory]
    [InlineData("write in a b "), InlineData("add text "), InlineData("写在"), InlineData("make "), InlineData("brighter and "),
        InlineData("no, ")]
    public void The_longest_prompt_is_read_in_little_time(string words)
    {
        var prompt = string.Concat(Enumerable.Repeat(words, 4000 / words.Length));
        PromptParser.Parse("brighter, 亮");
        var before = Environment.CpuUsage.TotalTime;

        PromptParser.Parse(prompt);

        Assert.True((Environment.CpuUsage.TotalTime - before).TotalMilliseconds < 1000, "the work grows with the square of the length");
    }

    private static IReadOnlyList<EditStep> Steps(string prompt) =>
        Assert.IsType<Reading.Understood>(PromptParser.Parse(prompt)).Program.Steps;
}
