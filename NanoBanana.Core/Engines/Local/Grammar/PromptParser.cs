using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// From words to a program. Every word is a known one, and every detail belongs to exactly one operation, or the prompt is not
/// understood: nothing is guessed and nothing is left out.
/// </summary>
internal static class PromptParser
{
    public static Reading Parse(string prompt)
    {
        var scan = PromptScanner.Scan(prompt);
        if (scan.QuoteIsOpen)
        {
            return Wrong(Complaints.OpenQuote);
        }

        if (scan.Unknown.Count > 0)
        {
            return Unknown(scan.Unknown);
        }

        var clauses = ClauseReader.Read(TokenJoiner.Join(scan.Tokens));
        if (clauses.Refused is [var (stray, near), ..])
        {
            return Wrong(Complaints.Stray(stray.Source, near?.Source), stray.Source);
        }

        return clauses.Ambiguous is [var unclear, ..] ? Wrong(Complaints.Ambiguous(unclear.Source), unclear.Source) : Build(clauses.Clauses);
    }

    private static Reading Build(IReadOnlyList<Clause> clauses)
    {
        if (clauses.Count == 0)
        {
            return Wrong(Complaints.Empty);
        }

        var steps = new List<EditStep>(clauses.Count);
        for (var at = 0; at < clauses.Count; at++)
        {
            var built = StepBuilder.Build(clauses[at]);
            switch (built)
            {
                case { Wrong: { } wrong }:
                    return Wrong(wrong, clauses[at].Source);
                case { Step: MakeCanvas } when at > 0:
                    return Wrong(Complaints.CanvasFirst, clauses[at].Source);
                // "A canvas with a blue background": the canvas is what is blue.
                case { Step: FillBackground { Colour: var colour } } when steps is [MakeCanvas canvas] && !clauses[0].Has(Slots.Colour):
                    steps[0] = canvas with { Colour = colour };
                    break;
                case { Step: { } step }:
                    steps.Add(step);
                    break;
            }
        }

        return new Reading.Understood(new EditProgram(steps));
    }

    private static Reading.NotUnderstood Unknown(IReadOnlyList<string> unknown)
    {
        var words = unknown.Distinct().Select(word => new UnknownWord(word, Suggestions.For(word))).ToArray();
        return new(Complaints.Unknown(words), words);
    }

    private static Reading.NotUnderstood Wrong(Complaint complaint, params string[] words) =>
        new(complaint, [.. words.Where(word => word.Length > 0).Select(word => new UnknownWord(word, []))]);
}
