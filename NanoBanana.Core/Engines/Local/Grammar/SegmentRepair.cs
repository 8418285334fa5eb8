namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What people leave out or say twice within one instruction.</summary>
internal static class SegmentRepair
{
    /// <summary>Makes every operation of a segment be named exactly once.</summary>
    public static List<Token> Repair(List<Token> segment)
    {
        var repaired = new List<Token>(segment);
        DropIdleHeads(repaired);
        // "Resize it to fit 800x600" names one operation, and so does "watermark text".
        DropIfAny(repaired, Subject.Resize, Subject.Fit, Subject.Stretch);
        DropIfAny(repaired, Subject.Text, Subject.Watermark);
        if (!repaired.Exists(Names(Subject.Text, Subject.Watermark)) && repaired.FindIndex(token => token is Quote) is var quote and >= 0)
        {
            repaired.Insert(quote, new Head(Subject.Text) { Source = repaired[quote].Source });
        }

        if (!repaired.Exists(Names(Subject.Blend, Subject.Beside, Subject.Over)) && repaired.FindIndex(token => token is Second) is var second and >= 0)
        {
            repaired[second] = new Head(Subject.Second) { Source = repaired[second].Source };
        }

        return repaired;
    }

    /// <summary>The operation that details alone stand for: "make it 16:9" can only mean to crop it.</summary>
    public static Head? Imply(List<Token> details)
    {
        var subject = details.Exists(detail => (detail.Slot & (Slots.Square | Slots.Ratio)) != 0) ? Subject.Crop
            : details.Exists(detail => (detail.Slot & (Slots.Extent | Slots.Width | Slots.Height)) != 0) ? Subject.Resize
            : (Subject?)null;
        return subject is { } implied ? new Head(implied) { Source = details[0].Source } : null;
    }

    /// <summary>"Turn" turns only where an angle or a direction follows it.</summary>
    private static void DropIdleHeads(List<Token> segment)
    {
        for (var at = segment.Count - 1; at >= 0; at--)
        {
            if (segment[at] is Head { Weak: true } && (at + 1 == segment.Count || segment[at + 1] is not (Measure or Place or Mark { Kind: Slots.Spin })))
            {
                segment.RemoveAt(at);
            }
        }
    }

    private static void DropIfAny(List<Token> segment, Subject dropped, params Subject[] others)
    {
        if (segment.Exists(Names(others)) && segment.Count(token => token is Head { Detail: null } head && head.Subject == dropped) == 1)
        {
            segment.RemoveAll(token => token is Head { Detail: null, Sign: 0 } head && head.Subject == dropped);
        }
    }

    private static Predicate<Token> Names(params Subject[] subjects) => token => token is Head head && subjects.Contains(head.Subject);
}
