namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What people leave out or say twice within one instruction.</summary>
internal static class SegmentRepair
{
    private static readonly Subject[] TakesSecond =
        [Subject.Blend, Subject.Beside, Subject.Over, Subject.Collage, Subject.Background, Subject.ReplaceColour];

    /// <summary>Makes every operation of a segment be named exactly once.</summary>
    public static List<Token> Repair(List<Token> segment)
    {
        var repaired = new List<Token>(segment);
        DropIdleHeads(repaired);
        // "Resize it to fit 800x600" names one operation, and so does "watermark text".
        DropIfAny(repaired, Subject.Resize, Subject.Fit, Subject.Stretch, Subject.Upscale, Subject.LimitBytes);
        DropIfAny(repaired, Subject.Text, Subject.Watermark);
        DropIfAny(repaired, Subject.Collage, Subject.Beside);
        DropIfAny(repaired, Subject.Blend, Subject.Collage, Subject.Beside, Subject.Over);
        DropIfAny(repaired, Subject.Encode, Subject.LimitBytes);
        DropIfAny(repaired, Subject.Fix, Enum.GetValues<Subject>().Except([Subject.Fix]).ToArray());
        DropIfAny(repaired, Subject.Enhance, Enum.GetValues<Subject>().Except([Subject.Enhance]).ToArray());
        DropIfAny(repaired, Subject.Crop, Subject.CropOff, Subject.CropToCircle);
        DropRepeated(repaired, Subject.Text);
        CropParts(repaired);
        DropDescribed(repaired);
        SegmentSizes.OfParts(repaired);
        SegmentAmounts.Repair(repaired);
        JoinLight(repaired);
        if (!repaired.Exists(Names(Subject.Text, Subject.Watermark)) && repaired.FindIndex(token => token is Quote) is var quote and >= 0)
        {
            repaired.Insert(quote, new Head(Subject.Text) { Source = repaired[quote].Source });
        }

        NameFormat(repaired);
        SegmentSizes.DropFrames(repaired);
        NameBackground(repaired);
        if (!repaired.Exists(Names(TakesSecond)) && repaired.FindIndex(token => token is Second) is var second and >= 0)
        {
            repaired[second] = new Head(Subject.Second) { Source = repaired[second].Source };
        }

        if (!repaired.Exists(token => token is Head) && ImpliedOperation.Of(repaired) is { } promoted)
        {
            var at = Math.Max(repaired.FindIndex(token => token.Source == promoted.Source), 0);
            if (promoted.Subject == Subject.Look)
            {
                repaired.RemoveAt(at);
            }

            repaired.Insert(at, promoted);
        }

        repaired.RemoveAll(token => token is Make);
        return repaired;
    }

    /// <summary>A background is an operation where something is said of it that no other operation takes.</summary>
    private static void NameBackground(List<Token> segment)
    {
        var at = segment.FindIndex(token => token is Noun { Kind: NounKind.Background });
        var isColoured = segment.Exists(token => token is Colour or Second);
        if (at >= 0 && isColoured && !segment.Exists(token => token is Head head && TakesColour(head))
            && !segment.Exists(token => token is Act))
        {
            segment[at] = new Head(Subject.Background) { Source = segment[at].Source };
        }
    }

    /// <summary>"No background, as PNG" names two operations.</summary>
    private static void NameFormat(List<Token> segment)
    {
        if (segment.Exists(token => token is Head) && !segment.Exists(Names(Subject.Encode, Subject.LimitBytes))
            && segment.FindIndex(token => token is FormatName) is var at and >= 0)
        {
            segment.Insert(at, new Head(Subject.Encode) { Source = segment[at].Source });
        }
    }

    private static bool TakesColour(Head head) =>
        head.Subject is Subject.Canvas or Subject.Background
            || (new Clause(head) is var clause && clause.Accepts(new Noun(NounKind.Background))
            && clause.Accepts(new Colour(default)));

    /// <summary>
    /// "Crop the left third away" cuts it off, "crop to the left third" keeps it, and "crop to the cat" looks for the subject.
    /// </summary>
    private static void CropParts(List<Token> segment)
    {
        var at = segment.FindIndex(token => token is Head { Subject: Subject.Crop });
        if (at < 0)
        {
            return;
        }

        if (segment.Find(token => token is Noun { Kind: NounKind.Subject or NounKind.Faces }) is Noun { Kind: var kind } noun
            && !segment.Exists(token => token is Act or Except))
        {
            segment[at] = new Head(kind == NounKind.Faces ? Subject.CropToFaces : Subject.CropToSubject) { Source = segment[at].Source };
            segment.Remove(noun);
        }
        else if (segment[at] is Head { Detail: null } && segment.Exists(token => token is PartOf or Noun { Kind: NounKind.Edges }
            or Measure { Unit: Unit.Pixels, Part: Part.Whole }))
        {
            segment[at] = new Head(Subject.CropOff) { Source = segment[at].Source };
            if (segment.Exists(token => token is Make) && !segment.Exists(token => token is Act))
            {
                segment.Insert(at + 1, new Act(ActKind.Keep) { Source = segment[at].Source });
            }
        }
    }

    /// <summary>
    /// What only describes something: the dress of "black and white, but keep the red dress", the numbers of "a 2x2 collage", the damage
    /// that is to be mended.
    /// </summary>
    private static void DropDescribed(List<Token> segment)
    {
        if (segment.Exists(token => token is Colour)
            && segment.Exists(token => token is Except or Act { Kind: ActKind.Keep }
                or Head { Subject: Subject.Grayscale or Subject.KeepColour }))
        {
            segment.RemoveAll(token => token is Topic { IsPaintable: true });
        }

        if (segment.Exists(Names(Subject.Collage)))
        {
            segment.RemoveAll(token => token is Pair { First: <= 10, Second: <= 10 });
        }

        if (segment.Exists(token => token is Topic { Name: "damage" })
            && segment.FindIndex(token => token is Head { Subject: Subject.Fix or Subject.Restore or Subject.Enhance }) is var at and >= 0)
        {
            segment[at] = new Head(Subject.Remove) { Source = segment[at].Source };
        }
    }

    /// <summary>"Turn" turns only where an angle or a direction follows it.</summary>
    private static void DropIdleHeads(List<Token> segment)
    {
        for (var at = segment.Count - 1; at >= 0; at--)
        {
            if (segment[at] is Head { Weak: true }
                && (at + 1 == segment.Count
                    || segment[at + 1] is not (Measure or Place or Mark { Kind: Slots.Spin } or Head { Subject: Subject.Rotate })))
            {
                segment[at] = new Make { Source = segment[at].Source };
            }
        }
    }

    /// <summary>"Brighten the shadows" names one operation.</summary>
    private static void JoinLight(List<Token> segment)
    {
        var at = segment.FindIndex(token => token is Head { Subject: Subject.Shadows or Subject.Highlights, Sign: 0 });
        if (at >= 0 && segment.Find(token => token is Head { Subject: Subject.Brightness or Subject.Exposure }) is Head light)
        {
            segment[at] = ((Head)segment[at]) with { Sign = light.Sign };
            segment.Remove(light);
        }
    }

    private static void DropIfAny(List<Token> segment, Subject dropped, params Subject[] others)
    {
        if (segment.Exists(Names(others)) && segment.Count(token => token is Head { Detail: null } head && head.Subject == dropped) == 1)
        {
            segment.RemoveAll(token => token is Head { Detail: null, Sign: 0 } head && head.Subject == dropped);
        }
    }

    private static void DropRepeated(List<Token> segment, Subject subject)
    {
        var first = segment.FindIndex(Names(subject));
        for (var at = segment.Count - 1; at > first; at--)
        {
            if (segment[at] is Head head && head.Subject == subject)
            {
                segment.RemoveAt(at);
            }
        }
    }

    public static Predicate<Token> Names(params Subject[] subjects) => token => token is Head head && subjects.Contains(head.Subject);
}
