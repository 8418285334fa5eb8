namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Numbers in words: up to ninety-nine, in Chinese up to 9999; fractions become percentages.</summary>
internal static class NumberWords
{
    /// <returns>The token and its length; null where no number starts.</returns>
    public static (Token Token, int Length)? Read(FoldedText text, PhraseMatcher phrases, int at) =>
        FoldedText.IsEastern(text[at]) ? ReadChinese(text, phrases, at) : ReadSpaced(text, phrases, at);

    private static (Token, int)? ReadSpaced(FoldedText text, PhraseMatcher phrases, int at)
    {
        if (phrases.At(at) is (Fraction part, var name))
        {
            return (Share(1, part.Parts), name);
        }

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

        if (text[end] is ' ' or '-' && phrases.At(end + 1) is (Fraction parts, var partsName))
        {
            return (Share(value, parts.Parts), end + 1 + partsName - at);
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

        if (text[at] == '半' && phrases.At(at + 1) is (UnitName { Unit: Unit.Stops }, var stop))
        {
            return (new Measure(0.5, Unit.Stops), 1 + stop);
        }

        var length = Digits(text, at + percent, out var number);
        if (length == 0 || percent > 0)
        {
            return length == 0 ? null : (new Measure(number, Unit.Percent), percent + length);
        }

        if (Parts(text, at + length, number) is var (parts, partsLength))
        {
            return (parts, length + partsLength);
        }

        length += Decimals(text, at + length, ref number);
        var (token, end) = NumberScanner.Finish(text, phrases, at + length, number);
        return (token, end - at);
    }

    private static Measure Share(double of, double parts) => new(Math.Round(100 * of / parts), Unit.Percent);

    /// <summary>三分之二, and tenths: 三成.</summary>
    private static (Token Token, int Length)? Parts(FoldedText text, int at, double number)
    {
        if (number > 0 && string.CompareOrdinal(text.Folded, at, "分之", 0, 2) == 0
            && Digits(text, at + 2, out var of) is var length and > 0)
        {
            return (Share(of, number), 2 + length);
        }

        return text[at] == '成' && number is >= 1 and <= 9 ? (new Measure(number * 10, Unit.Percent), 1) : null;
    }

    /// <summary>一点五.</summary>
    private static int Decimals(FoldedText text, int at, ref double number)
    {
        var length = 0;
        for (var place = 0.1; text[at] == '点' && Digit(text[at + 1 + length]) is var digit and >= 0; place /= 10)
        {
            (number, length) = (number + (digit * place), length + 1);
        }

        return length == 0 ? 0 : length + 1;
    }

    private static int Digit(char letter) =>
        letter == '两' ? 2 : "零一二三四五六七八九".IndexOf(letter, StringComparison.Ordinal);

    /// <returns>How many characters are the number; 0 if none.</returns>
    private static int Digits(FoldedText text, int at, out double number)
    {
        number = 0;
        var start = at;
        var digit = -1;
        for (; ; at++)
        {
            if (Digit(text[at]) is var value and >= 0)
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
