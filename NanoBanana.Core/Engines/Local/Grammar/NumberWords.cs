namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Numbers in words: up to ninety-nine, in Chinese up to 9999.</summary>
internal static class NumberWords
{
    /// <returns>The token and its length; null where no number starts.</returns>
    public static (Token Token, int Length)? Read(FoldedText text, PhraseMatcher phrases, int at) =>
        FoldedText.IsEastern(text[at]) ? ReadChinese(text, phrases, at) : ReadSpaced(text, phrases, at);

    private static (Token, int)? ReadSpaced(FoldedText text, PhraseMatcher phrases, int at)
    {
        if (phrases.At(at) is not (NumberWord first, var length))
        {
            return null;
        }

        var (value, end) = (first.Value, at + length);
        var next = text[end] is ' ' or '-' ? end + 1 : end;
        if (value >= 20 && next > end && phrases.At(next) is (NumberWord { Value: >= 1 and <= 9 } ones, var more))
        {
            (value, end) = (value + ones.Value, next + more);
        }

        var (token, last) = NumberScanner.Finish(text, phrases, end, value);

        // "The red one" counts nothing.
        return (value == 1 && token is Measure { Unit: Unit.None } ? new Filler() : token, last - at);
    }

    private static (Token, int)? ReadChinese(FoldedText text, PhraseMatcher phrases, int at)
    {
        var percent = string.CompareOrdinal(text.Folded, at, "百分之", 0, 3) == 0 ? 3 : 0;
        if (percent > 0 && NumberScanner.Read(text, phrases, at + percent) is (Measure { Unit: Unit.None } share, var digits))
        {
            return (share with { Unit = Unit.Percent }, percent + digits);
        }

        var length = Digits(text, at + percent, out var number);
        if (length == 0 || percent > 0)
        {
            return length == 0 ? null : (new Measure(number, Unit.Percent), percent + length);
        }

        var (token, end) = NumberScanner.Finish(text, phrases, at + length, number);
        return (token, end - at);
    }

    /// <returns>How many characters are the number; 0 if none.</returns>
    private static int Digits(FoldedText text, int at, out double number)
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
