namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What words for sizes say where they do not speak of the whole picture.</summary>
internal static class SegmentSizes
{
    /// <summary>"The second photo at half size", "the bottom half off": the size is that of a part, not of the picture.</summary>
    public static void OfParts(List<Token> segment)
    {
        if (segment.Exists(token => token is Second || SegmentRepair.Names(Subject.Over, Subject.Second, Subject.CropOff)(token))
            && segment.FindIndex(token => OfPart(token) is not null) is var at and >= 0)
        {
            segment[at] = OfPart(segment[at])!;
        }
    }

    /// <summary>What a word for another size says of a thing in the picture; null where it is none.</summary>
    public static Token? OfPart(Token token) => token switch
    {
        Head { Subject: Subject.Resize, Detail: Measure { Unit: Unit.Percent } share } => share with { Source = token.Source },
        Head { Subject: Subject.Resize, Sign: < 0, Detail: null } => new Mark(Slots.Big, -1) { Source = token.Source },
        Head { Subject: Subject.Upscale or Subject.Resize, Sign: >= 0, Detail: null } => new Mark(Slots.Big, +1) { Source = token.Source },
        _ => null,
    };

    /// <summary>"A passport photo of 35×45 mm": the first name of a size is the one that is meant.</summary>
    public static void DropFrames(List<Token> segment)
    {
        // "A LinkedIn banner, 1584x396": the numbers are what is meant.
        var first = segment.Exists(token => token is Pair { IsRatio: false, First: > 32, Second: > 32 }) ? -1
            : segment.FindIndex(token => token is Frame);
        for (var at = segment.Count - 1; at > first; at--)
        {
            if (segment[at] is Frame || (first >= 0 && segment[at] is Pair { IsRatio: false, First: <= 32, Second: <= 32 }))
            {
                segment.RemoveAt(at);
            }
        }
    }
}
