using NanoBanana.Core.Engines.Local.Grammar;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Engines.Local;

/// <summary>
/// Wishes as people say them, in <c>Wishes/*.tsv</c>: the wish, then the steps or the refusal. UPDATE_WISHES=1 writes the second column
/// anew: read what
/// changes. WISHES=file prints the share that is done and helped of the wishes in another file.
/// </summary>
[Trait("Kind", "Unit")]
public sealed class WishTests(ITestOutputHelper output)
{
    private static readonly string Folder = Path.Combine(TestFolders.Repository, "NanoBanana.Tests", "Engines", "Local", "Wishes");

    public static TheoryData<string, int> Tables => new()
    {
        { "en", 700 }, { "zh", 700 }, { "de", 200 }, { "es", 200 }, { "fr", 200 }, { "ja", 200 },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_wish_is_done_or_refused_as_expected(string language, int least)
    {
        var file = Path.Combine(Folder, $"wishes.{language}.tsv");
        var rows = File.ReadAllLines(file).Select(line => line.Split('\t')).ToArray();
        if (Environment.GetEnvironmentVariable("UPDATE_WISHES") == "1")
        {
            File.WriteAllLines(file, rows.Select(row => $"{row[0]}\t{StepNotation.Of(PromptParser.Parse(row[0]))}"));
            rows = [.. File.ReadAllLines(file).Select(line => line.Split('\t'))];
        }

        Assert.True(rows.Select(row => row[0]).Distinct().Count() >= least, $"{rows.Length} wishes");
        Assert.All(rows, row => Assert.Equal(row[1], StepNotation.Of(PromptParser.Parse(row[0]))));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void A_refusal_offers_what_is_understood(string language, int least)
    {
        var refused = File.ReadAllLines(Path.Combine(Folder, $"wishes.{language}.tsv"))
            .Select(line => PromptParser.Parse(line.Split('\t')[0]))
            .OfType<Reading.NotUnderstood>().ToArray();

        Assert.True(refused.Length < least, "most wishes are understood");
        Assert.All(refused, refusal =>
        {
            Assert.InRange(refusal.Choices.Count, 1, Choices.Most);
            Assert.All(refusal.Choices, choice => Assert.IsNotType<Reading.NotUnderstood>(PromptParser.Parse(choice)));
        });
    }

    /// <summary>A runner: WISHES=file dotnet test --filter Shares.</summary>
    [Fact]
    public void Shares_of_a_table_are_printed()
    {
        var file = Environment.GetEnvironmentVariable("WISHES") ?? Path.Combine(Folder, "wishes.en.tsv");
        var readings = File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => PromptParser.Parse(line.Split('\t')[0])).ToArray();
        var done = readings.Count(reading => reading is Reading.Talked or Reading.Understood { Program.NeedsMask: false });
        var helped = readings.Count(
            reading => reading is Reading.NotUnderstood { Choices.Count: > 0 } or Reading.Understood { Program.NeedsMask: true });

        output.WriteLine($"{readings.Length} wishes: {done} done, {helped} helped");
        Assert.True(done >= 0.65 * readings.Length, $"{readings.Length} wishes: {done} done, {helped} helped");
        Assert.True(done + helped >= 0.92 * readings.Length, $"{readings.Length} wishes: {done} done, {helped} helped");
    }
}
