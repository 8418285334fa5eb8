using NanoBanana.Core.Messages;

namespace NanoBanana.Tests.Messages;

/// <summary>What a text contains, its filter says so; what it says no to, the text does not contain.</summary>
[Trait("Kind", "Unit")]
public sealed class NGramsTests
{
    private const string Letters = "abcXYZ 天空éÉßẞıIiİſsKkΣςσǅǆ🍌𐐀𐐨\n";

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 8).Select(_ => Random.Shared.Next())];

    [Theory, MemberData(nameof(Seeds))]
    public void Whatever_is_found_in_a_text_is_in_its_filter(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var (text, words) = (Write(random, 12), Write(random, random.Next(1, 5)));
            if (text.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                Assert.True(MayContain(text, words), $"'{words}' is in '{text}'");
            }
        }
    }

    [Theory]
    [InlineData("Please make the SKY darker", "sky")]
    [InlineData("Please make the SKY darker", "darker")]
    [InlineData("Please make the SKY darker", "a")]
    [InlineData("天空更暗", "天空")]
    [InlineData("天空更暗", "暗")]
    [InlineData("a sentence that is longer than eight n-grams", "SENTENCE THAT IS LONGER THAN EIGHT N-GRAMS")]
    public void Words_of_any_length_and_case_are_in_the_filter(string text, string words) => Assert.True(MayContain(text, words));

    [Theory]
    [InlineData("Please make the SKY darker", "sunrise")]
    [InlineData("Please make the SKY darker", "sq")]
    [InlineData("天空更暗", "海")]
    public void Words_that_are_not_there_are_ruled_out(string text, string words) => Assert.False(MayContain(text, words));

    private static bool MayContain(string text, string words)
    {
        var filter = new byte[NGrams.FilterBytes];
        NGrams.AddTo(filter, text);
        return NGrams.BitsOf(words).All(bit => (filter[bit / 8] & (0x80 >> (bit % 8))) != 0);
    }

    private static string Write(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
}
