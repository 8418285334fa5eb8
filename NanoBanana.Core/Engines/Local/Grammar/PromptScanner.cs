using System.Globalization;
using System.Text.RegularExpressions;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What a prompt says, word by word.</summary>
/// <param name="Unknown">Words without a meaning, as they were written.</param>
internal sealed record Scan(IReadOnlyList<Token> Tokens, IReadOnlyList<string> Unknown, bool QuoteIsOpen);

/// <summary>From characters to tokens: the longest phrase that is known wins; what is not known is collected, never skipped.</summary>
internal sealed partial class PromptScanner
{
    private const string Opening = "\"“”'‘「『《";
    private const string Blank = " ():[]\r/|~";
    private const string Ending = ",.;!?\n";

    private readonly FoldedText _text;
    private readonly PhraseMatcher _phrases;
    private readonly FreeText? _freeText;
    private readonly List<Token> _tokens = [];
    private readonly List<string> _unknown = [];
    private int _at;
    private bool _quoteIsOpen;

    private PromptScanner(FoldedText text, Lexicon lexicon, int start, bool takesText)
    {
        (_text, _at, _phrases) = (text, start, new(text, lexicon));
        _freeText = takesText ? new(text, lexicon, _phrases) : null;
    }

    /// <param name="takesText">Whether text to write may stand without quotation marks.</param>
    public static Scan Scan(string prompt, Lexicon lexicon, bool takesText = true) =>
        new PromptScanner(new(prompt), lexicon, 0, takesText).Run(prompt.Length);

    /// <summary>Scans a part by itself, in which text to write stands in quotation marks.</summary>
    public static Scan Scan(FoldedText text, Lexicon lexicon, int start, int end) =>
        new PromptScanner(text, lexicon, start, takesText: false).Run(end);

    public static bool IsOpening(char letter) => Opening.Contains(letter);

    private Scan Run(int end)
    {
        while (_at < end)
        {
            Step();
        }

        return new(_tokens, _unknown, _quoteIsOpen);
    }

    private void Step()
    {
        var letter = _text[_at];
        if (IsOpening(letter) && TryQuote())
        {
            return;
        }

        if (Blank.Contains(letter) || IsSymbol(letter))
        {
            _at++;
        }
        else if (Ending.Contains(letter) || (letter is '-' or '+' && !char.IsAsciiDigit(_text[_at + 1])))
        {
            Add(new Break(), 1);
        }
        else if (!TryExact() && !TryPhrase() && !TryNumber())
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
            _ => "'",
        };
        for (var end = _at + 1; end < _text.Length; end++)
        {
            // An apostrophe inside a word does not close a quotation.
            if (closing.Contains(_text[end])
                && !(closing[0] == '\'' && char.IsAsciiLetterOrDigit(_text[end - 1]) && char.IsAsciiLetterOrDigit(_text[end + 1])))
            {
                Add(new Quote(_text.Original[(_at + 1)..end]), end + 1 - _at);
                return true;
            }
        }

        _quoteIsOpen = true;
        _at = _text.Length;
        return true;
    }

    private bool TryExact()
    {
        var hex = Hex().Match(_text.Folded, _at);
        return hex.Success ? Add(new Colour(HexColour.Parse(hex.Groups[1].Value)), hex.Length)
            : AdjustmentScanner.Read(_text, _at) is var (head, length) && Add(head, length);
    }

    private bool TryPhrase()
    {
        if (_phrases.At(_at) is not var (meaning, length))
        {
            return TryNumberWord();
        }

        switch (meaning)
        {
            case NumberWord or Fraction:
                return TryNumberWord();
            case UnitName:
                return Add(new Filler(), length);
            case SpotWord when NumberScanner.ReadSpot(_text, _phrases, _at + length) is var (spot, more):
                return Add(spot, length + more);
            case Reason:
                SkipReason(length);
                return true;
            case Head { Subject: Subject.Text or Subject.Watermark } head:
                Add(meaning, length);
                TakeText(head);
                return true;
            default:
                return Add(meaning, length);
        }
    }

    /// <summary>"Because it was dark" asks for nothing.</summary>
    private void SkipReason(int length)
    {
        _at += length;
        while (_at < _text.Length && !Ending.Contains(_text[_at]) && _phrases.At(_at) is not (Break, _))
        {
            _at++;
        }
    }

    /// <summary>What to write, without quotation marks.</summary>
    private void TakeText(Head head)
    {
        if (_freeText?.After(head, _at, _tokens) is { } found)
        {
            _tokens.AddRange(found.Before);
            _at = found.Start;
            Add(new Quote(_text.Original[found.Start..found.End].Trim()), found.End - found.Start);
        }
    }

    private bool TryNumber() => NumberScanner.Read(_text, _phrases, _at) is var (token, length) && Add(token, length);

    private bool TryNumberWord() => NumberWords.Read(_text, _phrases, _at) is var (token, length) && Add(token, length);

    private void TakeUnknown()
    {
        var start = _at++;
        if (FoldedText.IsEastern(_text[start]))
        {
            while (FoldedText.IsEastern(_text[_at]) && !IsKnown())
            {
                _at++;
            }
        }
        else if (PhraseMatcher.IsWordLetter(_text[start]))
        {
            while (PhraseMatcher.IsWordLetter(_text[_at]) && !FoldedText.IsEastern(_text[_at]))
            {
                _at++;
            }
        }

        _unknown.Add(_text.Original[start.._at]);
        _tokens.Add(new Stranger { Source = _unknown[^1] });
    }

    // A small word of one character is more likely the rest of the unknown one.
    private bool IsKnown() => _phrases.At(_at) is var (meaning, length) && (length > 1 || meaning is not (Filler or To or NumberWord));

    /// <summary>Emoji and their kind say nothing.</summary>
    private static bool IsSymbol(char letter) => char.GetUnicodeCategory(letter)
        is UnicodeCategory.Surrogate or UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark or UnicodeCategory.Format;

    private bool Add(Token meaning, int length)
    {
        _tokens.Add(meaning with { Source = _text.Original.Substring(_at, length) });
        _at += length;
        return true;
    }

    [GeneratedRegex(@"\G#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-z])")]
    private static partial Regex Hex();
}
