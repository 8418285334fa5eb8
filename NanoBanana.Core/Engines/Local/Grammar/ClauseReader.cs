namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>
/// Gathers tokens into clauses. What is said between two breaks belongs to the operation named there; where none is named, to
/// the one before. Where it could belong to two, that is a complaint, not a guess.
/// </summary>
internal sealed class ClauseReader
{
    private readonly List<Clause> _clauses = [];
    private readonly List<Token> _carried = [];
    private readonly List<(Token Token, Clause? Near)> _refused = [];
    private readonly List<Token> _ambiguous = [];

    public IReadOnlyList<Clause> Clauses => _clauses;

    /// <summary>Details that fit nowhere, with the operation they stand at.</summary>
    public IReadOnlyList<(Token Token, Clause? Near)> Refused => _refused;

    /// <summary>Details between two operations that would fit both.</summary>
    public IReadOnlyList<Token> Ambiguous => _ambiguous;

    public static ClauseReader Read(IReadOnlyList<Token> tokens)
    {
        var reader = new ClauseReader();
        var segments = Segments(tokens).ToList();
        for (var at = 0; at < segments.Count; at++)
        {
            if (segments[at] is [Noun noun] && at < segments.Count - 1)
            {
                // "The background is messy, blur it": what comes next is done there.
                reader._carried.Add(noun);
                continue;
            }

            reader.Read(SegmentRepair.Repair(segments[at]));
        }

        reader._refused.AddRange(reader._carried.Select(token => (token, (Clause?)null)));
        return reader;
    }

    private static IEnumerable<List<Token>> Segments(IReadOnlyList<Token> tokens)
    {
        var segment = new List<Token>();
        foreach (var token in tokens)
        {
            if (token is not Break)
            {
                segment.Add(token);
            }
            else if (segment.Count > 0)
            {
                yield return segment;
                segment = [];
            }
        }

        if (segment.Count > 0)
        {
            yield return segment;
        }
    }

    private void Read(List<Token> segment)
    {
        if (segment is [var only] && SegmentSizes.OfPart(only) is Mark size && _clauses is [.., var layer] && layer.TryTake(size))
        {
            // "Put the logo at the top right, smaller."
            return;
        }

        if (segment is [Head { Subject: Subject.Shadows, Sign: 0 } shadow]
            && _clauses is [.., { Subject: Subject.Rounded or Subject.Border or Subject.Polaroid or Subject.CropToCircle }])
        {
            // "Round corners and a shadow": that of a card, not the dark parts of the picture.
            segment = [new Head(Subject.DropShadow) { Source = shadow.Source }];
        }

        if (SegmentAmounts.WeakerOf(segment) is { } weaker && _clauses is [.., var effect]
            && SegmentAmounts.IsEffect(effect.Subject) && effect.TryTake(weaker))
        {
            // "Like a watercolour, paler."
            return;
        }

        if (segment.Any(token => token is Head))
        {
            ReadOperations([.. _carried, .. segment]);
            _carried.Clear();
        }
        else if (segment.Where(token => token is not With).ToList() is { Count: > 0 } details)
        {
            ReadDetails(details);
        }
    }

    private void ReadDetails(List<Token> details)
    {
        // "Remove the tree, the sign": but "brighter, give him a beard" is another wish.
        if (_clauses is [.., var last] && details.TrueForAll(last.Accepts)
            && (last.Subject == Subject.Remove || !details.Exists(detail => detail is Topic)))
        {
            details.ForEach(detail => Take(last, detail));
        }
        else if (ImpliedOperation.OfDetails(details) is { } head)
        {
            var clause = new Clause(head);
            _clauses.Add(clause);
            details.ForEach(detail => Take(clause, detail));
        }
        else if (_clauses.Count == 0)
        {
            _carried.AddRange(details);
        }
        else if (details.Find(detail => detail is Topic) is { } topic)
        {
            _refused.Add((topic, null));
        }
        else
        {
            details.ForEach(detail => Take(_clauses[^1], detail));
        }
    }

    private void ReadOperations(List<Token> tokens)
    {
        Clause? current = null;
        var waiting = new List<Token>();
        var afterWith = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            switch (tokens[at])
            {
                case With:
                    afterWith = true;
                    break;
                case Head head when current is not null && waiting.Count == 0 && current.CanJoin(head):
                    current.Join(head);
                    break;
                case Head head:
                    current = new Clause(head);
                    _clauses.Add(current);
                    waiting.ForEach(detail => Take(current, detail));
                    waiting.Clear();
                    afterWith = false;
                    break;
                case var detail:
                    Give(detail, current, tokens.Skip(at + 1).OfType<Head>().FirstOrDefault(), afterWith, waiting);
                    break;
            }
        }
    }

    private void Give(Token detail, Clause? last, Head? next, bool afterWith, List<Token> waiting)
    {
        var fitsLast = last?.Accepts(detail) == true;
        var fitsNext = next is not null && detail.Side != Side.Last && new Clause(next).Accepts(detail);
        if (last is null || (fitsNext && (afterWith || detail.Side == Side.Next || !fitsLast)))
        {
            waiting.Add(detail);
        }
        else if (fitsLast && fitsNext && !(last.Subject == Subject.CropOff && next!.Subject == Subject.CropOff))
        {
            _ambiguous.Add(detail);
        }
        else
        {
            Take(last, detail);
        }
    }

    private void Take(Clause clause, Token detail)
    {
        if (!clause.TryTake(detail))
        {
            _refused.Add((detail, clause));
        }
    }
}
