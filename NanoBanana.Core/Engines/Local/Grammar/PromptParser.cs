namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// From words to a program: characters to tokens, tokens to clauses, clauses to steps. Every word is a known one, and every detail belongs
/// to exactly
/// one operation, or the prompt is not understood: nothing is guessed and nothing is left out.
/// </summary>
internal static class PromptParser
{
    // Of a prompt with words that no table has: what is longer is not gone through once more.
    private const int LongestWithStrangers = 500;

    /// <param name="reader">The language of the one who asks, such as <c>zh</c>; null where it is not known.</param>
    public static Reading Parse(string prompt, string? reader = null)
    {
        Reading? first = null;
        foreach (var language in Languages.Of(prompt))
        {
            // In a language that it may only just be, words are no text to write unless they are quoted.
            var reading = Parse(prompt, Lexicon.Of(language), Languages.AnswersInChinese(prompt, reader), takesText: first is null);
            if (reading is not Reading.NotUnderstood)
            {
                return reading;
            }

            first ??= reading;
        }

        if (first is Reading.NotUnderstood { Words.Count: > 0 } && prompt.Length <= LongestWithStrangers && ParseEdit(
            prompt, Lexicon.Of(Languages.Of(prompt)[0]), Languages.AnswersInChinese(prompt, reader), namesStrangers: true)
            is Reading.Understood understood && (understood.Program.NeedsMask || understood.ReadAs.Count > 0))
        {
            return understood;
        }

        // Only the part that is understood is offered; it is not done in silence.
        return OwnWords.Of(prompt, part => ParseAlone(part, reader)) is { } words && first is Reading.NotUnderstood not
            ? not with { Choices = [.. not.Choices.Prepend(words).Distinct().Take(Choices.Most)] }
            : first!;
    }

    private static Reading ParseAlone(string part, string? reader) =>
        Parse(part, Lexicon.Of(Languages.Of(part)[0]), Languages.AnswersInChinese(part, reader), takesText: false);

    private static Reading Parse(string prompt, Lexicon lexicon, bool isChinese, bool takesText)
    {
        if (TalkReader.ReadExactly(prompt, lexicon) is { } said)
        {
            return new Reading.Talked(said);
        }

        return ParseEdit(prompt, lexicon, isChinese, takesText) is var reading && reading is not Reading.NotUnderstood not ? reading
            : TalkReader.Read(prompt, lexicon) is { } talk ? new Reading.Talked(talk)
            : Otherwise(prompt, lexicon, isChinese, not);
    }

    /// <summary>A correction of the edit before, or a word that was misspelt.</summary>
    private static Reading Otherwise(string prompt, Lexicon lexicon, bool isChinese, Reading.NotUnderstood not)
    {
        if (TalkReader.ReadFirst(prompt, lexicon) is var (kind, rest))
        {
            return TalkReader.Read(rest, lexicon) is { } talk ? new Reading.Talked(talk)
                : ParseEdit(rest, lexicon, isChinese) is not Reading.Understood wish ? not
                : kind is TalkKind.Instead or TalkKind.Undo ? new Reading.Talked(new(TalkKind.Instead) { Wish = rest })
                : wish;
        }

        if (Spelling.Correct(prompt, PromptScanner.Scan(prompt, lexicon).Unknown, lexicon) is not { } corrected)
        {
            return not;
        }

        return TalkReader.Read(corrected.Prompt, lexicon) is { } meant ? new Reading.Talked(meant)
            : ParseEdit(corrected.Prompt, lexicon, isChinese) is Reading.Understood understood
            ? understood with { ReadAs = corrected.Words }
            : not;
    }

    /// <param name="namesStrangers">Whether words without a meaning may be things that a mask shows.</param>
    private static Reading ParseEdit(
        string prompt, Lexicon lexicon, bool isChinese, bool takesText = true, bool namesStrangers = false)
    {
        var scan = PromptScanner.Scan(prompt, lexicon, takesText);
        if (scan.QuoteIsOpen)
        {
            return Wrong(scan, Complaints.OpenQuote, isChinese);
        }

        var named = namesStrangers && scan.Unknown.Count > 0 ? Strangers.Name(scan.Tokens) : null;
        if (scan.Unknown.Count > 0 && named is null)
        {
            var words = scan.Unknown.Distinct().ToArray();
            var isAll = scan.Tokens.All(token => token is Filler or Break or Make or To or With);
            return Wrong(scan, Complaints.Unknown(words, isAll, Choices.Anything), isChinese, words);
        }

        var clauses = ClauseReader.Read(TokenJoiner.Join(named?.Tokens ?? scan.Tokens));
        if (clauses.Refused.Count > 0)
        {
            var (stray, near) = clauses.Refused.FirstOrDefault(refused => refused.Token is Topic, clauses.Refused[0]);
            var complaint = stray is Topic topic ? Complaints.Topic(topic) : Complaints.Stray(stray.Source, near?.Source);
            return Wrong(scan, complaint, isChinese, stray.Source);
        }

        if (clauses.Ambiguous is [var unclear, ..])
        {
            return Wrong(scan, Complaints.Ambiguous(unclear.Source), isChinese, unclear.Source);
        }

        if (clauses.Clauses.Count == 0)
        {
            return Wrong(scan, Complaints.Empty, isChinese);
        }

        var (program, wrong, clause) = ProgramBuilder.Build(clauses.Clauses);
        return program is { Steps.Count: > 0 } ? new Reading.Understood(program) { ReadAs = named?.ReadAs ?? [] }
            : Wrong(scan, wrong ?? Complaints.Empty, isChinese, clause?.Source ?? "");
    }

    private static Reading.NotUnderstood Wrong(Scan scan, Complaint complaint, bool isChinese, params string[] words) => new(
        complaint, [.. words.Where(word => word.Length > 0)], Choices.For(scan.Tokens, complaint.Theme, isChinese));
}
