namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Joins what is said about a number with the number, and takes out what means nothing.</summary>
internal static class TokenJoiner
{
    public static List<Token> Join(IReadOnlyList<Token> tokens)
    {
        var kept = Complaining(Taken(tokens)).Where(token => token is not Filler).ToList();
        DropOwners(kept);
        NameParts(kept);
        DropLimitWords(kept);
        for (var at = kept.Count - 1; at >= 0; at--)
        {
            if (kept[at] is To)
            {
                if (at + 1 < kept.Count && kept[at + 1] is Measure measure)
                {
                    kept[at + 1] = measure with { To = true };
                }

                // "Turn it blue" and "change it to blue" are the same wish.
                kept[at] = new Make { Source = kept[at].Source };
            }
            else if (kept[at] is PartName { Part: Part.Size or Part.Width or Part.Height })
            {
                // "Change the size to 800x600": the word says nothing beyond the numbers.
                kept.RemoveAt(at);
            }
        }

        return kept;
    }

    /// <summary>"Take the sign out" and "take my ex out of this" remove something.</summary>
    private static List<Token> Taken(IReadOnlyList<Token> tokens)
    {
        var taken = tokens.ToList();
        for (var at = taken.Count - 1; at >= 0; at--)
        {
            if (taken[at] is Act { Kind: ActKind.Take } take)
            {
                var isOff = taken.Skip(at + 1).TakeWhile(token => token is not Break).Any(token => token is Off or Act);
                taken[at] = isOff ? take with { Kind = ActKind.Remove } : new Make { Source = take.Source };
            }
        }

        return taken;
    }

    /// <summary>"It is dark" and "the photo looks faded" say what is wrong, as "too dark" does.</summary>
    private static IEnumerable<Token> Complaining(List<Token> tokens)
    {
        var (isState, isOrder) = (false, false);
        foreach (var token in tokens)
        {
            yield return isState && !isOrder && token is Head { IsQuality: true } head
                ? head with { Sign = -head.Sign, IsComplaint = true }
                : token;
            isOrder = token is not Break && (isOrder || token is Make or To or Direction or Act);
            isState = token is State || (isState && token is Filler or Degree);
        }
    }

    /// <summary>"The children's faces" are faces.</summary>
    private static void DropOwners(List<Token> tokens)
    {
        for (var at = tokens.Count - 1; at > 0; at--)
        {
            if (tokens[at] is Noun { Kind: NounKind.Faces } && tokens[at - 1] is Noun { Kind: NounKind.Subject })
            {
                tokens.RemoveAt(at - 1);
            }
        }
    }

    private static void NameParts(List<Token> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at] is not PartName name)
            {
                continue;
            }

            if (at > 0 && CanBeNamed(tokens[at - 1]))
            {
                tokens[at - 1] = ((Measure)tokens[at - 1]) with { Part = name.Part };
                tokens.RemoveAt(at--);
            }
            else if (After(tokens, at) is var next and > 0)
            {
                tokens[next] = ((Measure)tokens[next]) with { Part = name.Part };
                tokens.RemoveAt(at);
            }
        }
    }

    /// <summary>"Under", "less than" and "smaller" before a number of bytes say what the number says.</summary>
    private static void DropLimitWords(List<Token> tokens)
    {
        for (var at = tokens.Count - 1; at > 0; at--)
        {
            if (tokens[at] is Measure { Slot: Slots.Bytes }
                && tokens[at - 1] is Place or Direction or Head { Subject: Subject.Resize, Sign: -1 } or Degree or To)
            {
                tokens.RemoveAt(at - 1);
            }
        }
    }

    private static int After(List<Token> tokens, int at)
    {
        var next = at + 1 < tokens.Count && tokens[at + 1] is To ? at + 2 : at + 1;
        return next < tokens.Count && CanBeNamed(tokens[next]) ? next : -1;
    }

    private static bool CanBeNamed(Token token) => token is Measure { Part: Part.Whole, Unit: Unit.None or Unit.Pixels or Unit.Percent };
}
