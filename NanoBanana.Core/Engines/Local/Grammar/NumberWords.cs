namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Numbers in words: one to ninety-nine in English, up to 9999 in Chinese.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
         "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    public static IEnumerable<string> English => Small.Concat(Tens);

    /// <returns>How many of the words are the number; 0 if none.</returns>
    public static int ReadEnglish(IReadOnlyList<string> words, int at, out double number)
    {
        number = Array.IndexOf(Small, words[at]);
        if (number >= 0)
        {
            return 1;
        }

        if (Array.IndexOf(Tens, words[at]) is var ten and >= 0)
        {
            number = (ten + 2) * 10;
            if (at + 1 < words.Count && Array.IndexOf(Small, words[at + 1]) is var unit and >= 1 and <= 9)
            {
                number += unit;
                return 2;
            }

            return 1;
        }

        return 0;
    }

    /// <returns>How many characters are the number; 0 if none.</returns>
    public static int ReadChinese(FoldedText text, int at, out double number)
    {
        number = 0;
        var start = at;
        var digit = -1;
        for (; ; at++)
        {
            if ("零一二三四五六七八九".IndexOf(text[at], StringComparison.Ordinal) is var value and >= 0 || (value = text[at] == '两' ? 2 : -1) > 0)
            {
                if (digit > 0)
                {
                    // Two digits side by side are no number that is known.
                    return 0;
                }

                digit = value;
            }
            else if (text[at] is '十' or '百' or '千')
            {
                var step = text[at] switch { '十' => 10, '百' => 100, _ => 1000 };
                number += step * (digit < 0 ? 1 : digit);
                digit = -1;
            }
            else
            {
                number += Math.Max(digit, 0);
                return at - start;
            }
        }
    }
}
