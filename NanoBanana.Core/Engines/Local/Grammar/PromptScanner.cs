using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What a prompt says, word by word.</summary>
/// <param name="Unknown">Words without a meaning, as they were written.</param>
internal sealed record Scan(IReadOnlyList<Token> Tokens, IReadOnlyList<string> Unknown, bool QuoteIsOpen);

/// <summary>From characters to tokens: the longest phrase that is known wins; what is not known is collected, never skipped.</summary>
internal sealed partial class PromptScanner
{
    private const string Opening = "\"“”'‘’「『《";
    private const string Blank = " ():[]\r";
    private const string Ending = ",.;!?\n";

    private readonly FoldedText _text;
    private readonly List<Token> _tokens = [];
    private readonly List<string> _unknown = [];
    private int _at;
    private bool _quoteIsOpen;

    private PromptScanner(string prompt) => _text = new FoldedText(prompt);

    public static Scan Scan(string prompt)
    {
        var scanner = new PromptScanner(prompt);
        while (scanner._at < prompt.Length)
        {
            scanner.Step();
        }

        return new(scanner._tokens, scanner._unknown, scanner._quoteIsOpen);
    }

    private void Step()
    {
        var letter = _text[_at];
        if (Opening.Contains(letter) && TryQuote())
        {
            return;
        }

        if (Blank.Contains(letter))
        {
            _at++;
        }
        else if (Ending.Contains(letter) || (letter is '-' or '+' && !char.IsAsciiDigit(_text[_at + 1])))
        {
            Add(new Break(), 1);
        }
        else if (!TryColour() && !TryPhrase() && !TryNumber() && !TryNumberWord())
        {
            TakeUnknown();
        }
    }

    private bool TryQuote()
    {
        if (_text[_at] == '\'' && char.IsAsciiLetterOrDigit(_text[_at - 1]))
        {
            return false;
        }

        var closing = _text[_at] switch
        {
            '"' or '“' or '”' => "\"”",
            '「' => "」",
            '『' => "』",
            '《' => "》",
            _ => "'’",
        };
        for (var end = _at + 1; end < _text.Length; end++)
        {
            // An apostrophe inside a word does not close a quotation.
            if (closing.Contains(_text[end]) && !(closing[0] == '\'' && char.IsAsciiLetterOrDigit(_text[end - 1]) && char.IsAsciiLetterOrDigit(_text[end + 1])))
            {
                Add(new Quote(_text.Original[(_at + 1)..end]), end + 1 - _at);
                return true;
            }
        }

        _quoteIsOpen = true;
        _at = _text.Length;
        return true;
    }

    private bool TryColour()
    {
        var hex = Hex().Match(_text.Folded, _at);
        return hex.Success && Add(new Colour(HexColour.Parse(hex.Groups[1].Value)), hex.Length);
    }

    private bool TryPhrase() => FoldedText.IsChinese(_text[_at]) ? TryChinesePhrase() : TryEnglishPhrase();

    private bool TryChinesePhrase()
    {
        for (var length = Math.Min(Lexicon.LongestChinese, _text.Length - _at); length > 0; length--)
        {
            if (Lexicon.Find(_text.Folded.Substring(_at, length)) is { } meaning)
            {
                return Add(meaning, length);
            }
        }

        return false;
    }

    private bool TryEnglishPhrase()
    {
        var (words, ends) = Words(Lexicon.LongestEnglish);
        for (var count = words.Count; count > 0; count--)
        {
            if (Lexicon.Find(string.Join(' ', words.Take(count))) is { } meaning)
            {
                return Add(meaning, ends[count - 1] - _at);
            }
        }

        return false;
    }

    private bool TryNumberWord()
    {
        if (FoldedText.IsChinese(_text[_at]))
        {
            var percent = string.CompareOrdinal(_text.Folded, _at, "百分之", 0, 3) == 0 ? 3 : 0;
            if (percent > 0 && NumberScanner.Read(_text, _at + percent) is (Measure { Unit: Unit.None } share, var digits))
            {
                return Add(share with { Unit = Unit.Percent }, percent + digits);
            }

            var length = NumberWords.ReadChinese(_text, _at + percent, out var number);
            return length > 0 && (percent > 0
                ? Add(new Measure(number, Unit.Percent), percent + length)
                : AddNumber(NumberScanner.Finish(_text, _at + length, number)));
        }

        var (words, ends) = Words(2);
        return words.Count > 0 && NumberWords.ReadEnglish(words, 0, out var value) is var count and > 0
            && AddNumber(NumberScanner.Finish(_text, ends[count - 1], value));
    }

    private bool TryNumber() => NumberScanner.Read(_text, _at) is ({ } token, var length) && Add(token, length);

    private bool AddNumber((Token Token, int End) number) => Add(number.Token, number.End - _at);

    private void TakeUnknown()
    {
        var start = _at++;
        if (FoldedText.IsChinese(_text[start]))
        {
            while (FoldedText.IsChinese(_text[_at]) && !IsKnownChinese())
            {
                _at++;
            }
        }
        else if (IsWordLetter(_text[start]))
        {
            while (IsWordLetter(_text[_at]) && !FoldedText.IsChinese(_text[_at]))
            {
                _at++;
            }
        }
        else
        {
            while (_at < _text.Length && char.IsLowSurrogate(_text[_at]))
            {
                _at++;
            }
        }

        _unknown.Add(_text.Original[start.._at]);
    }

    private bool IsKnownChinese()
    {
        for (var length = Math.Min(Lexicon.LongestChinese, _text.Length - _at); length > 0; length--)
        {
            // A small word of one character is more likely the rest of the unknown one.
            if (Lexicon.Find(_text.Folded.Substring(_at, length)) is { } meaning && (length > 1 || meaning is not (Filler or To)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The next words, up to a mark that ends a phrase, and where each ends.</summary>
    private (List<string> Words, List<int> Ends) Words(int most)
    {
        var words = new List<string>();
        var ends = new List<int>();
        for (var at = _at; words.Count < most;)
        {
            var start = at;
            while (IsWordLetter(_text[at]) && !FoldedText.IsChinese(_text[at]))
            {
                at++;
            }

            if (at == start)
            {
                break;
            }

            words.Add(_text.Folded[start..at]);
            ends.Add(at);
            var gap = at;
            while (_text[at] == ' ')
            {
                at++;
            }

            if (at == gap && _text[at] == '-' && IsWordLetter(_text[at + 1]))
            {
                at++;
            }
        }

        return (words, ends);
    }

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) || letter is '&' or '\'' or '’';

    private bool Add(Token meaning, int length)
    {
        _tokens.Add(meaning with { Source = _text.Original.Substring(_at, length) });
        _at += length;
        return true;
    }

    [GeneratedRegex(@"\G#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-z])")]
    private static partial Regex Hex();
}
