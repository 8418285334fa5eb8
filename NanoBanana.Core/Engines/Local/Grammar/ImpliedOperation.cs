namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>The operation that is meant where none is named.</summary>
internal static class ImpliedOperation
{
    /// <summary>The operation that details alone stand for: "make it 16:9" can only mean to crop it.</summary>
    public static Head? OfDetails(List<Token> details)
    {
        Slots Has(Slots slots) => details.Aggregate(Slots.None, (all, detail) => all | detail.Slot) & slots;
        var subject = Has(Slots.Whole | Slots.Fill) != 0 ? Subject.Fit
            : Has(Slots.Extent | Slots.Width | Slots.Height) != 0 && Has(Slots.Ratio | Slots.Square) == 0 ? Subject.Resize
            : Has(Slots.Square | Slots.Ratio) != 0 ? Subject.Crop
            : Has(Slots.Bytes) != 0 ? Subject.LimitBytes
            : Has(Slots.Times) != 0 ? Subject.Upscale
            : Has(Slots.Stops) != 0 ? Subject.Exposure
            : Has(Slots.Angle | Slots.Spin) != 0 ? Subject.Rotate
            : Has(Slots.Axis) != 0 ? Subject.Flip
            : (Subject?)null;
        return subject is { } implied ? new Head(implied) { Source = details[0].Source } : null;
    }

    /// <summary>The operation that a segment without a verb stands for, by its nouns.</summary>
    public static Head? Of(List<Token> segment)
    {
        Token? Find(Predicate<Token> fits) => segment.Find(fits);
        Head As(Subject subject, Token from) => new(subject) { Source = from.Source };
        var noun = Find(token => token is Noun);
        return (Find(token => token is Act), noun) switch
        {
            (Act { Kind: ActKind.Remove } act, Noun { Kind: NounKind.Background }) => As(Subject.CutOut, act),
            (Act { Kind: ActKind.Remove } act, Noun { Kind: NounKind.Edges }) when segment.Exists(token => token is Colour) =>
                As(Subject.Trim, act),
            (Act { Kind: ActKind.Remove } act, Noun { Kind: NounKind.Subject }) when Find(token => token is Except) is not null =>
                As(Subject.CutOut, act),
            (Act { Kind: ActKind.Remove } act, null) when Find(token => token is PartOf) is not null
                && Find(token => token is Topic) is null =>
                As(Subject.CropOff, act),
            (Act { Kind: ActKind.Remove } act, _) when !segment.Exists(token => token is Mark { Kind: Slots.Whole }) =>
                As(Subject.Remove, act),
            (Act { Kind: ActKind.Keep } act, null) when Find(token => token is Colour) is not null => As(Subject.KeepColour, act),
            (Act { Kind: ActKind.Keep } act, Noun) => As(Subject.Keep, act),
            (_, Noun { Kind: NounKind.Background }) => As(Subject.Background, noun!),
            (_, Noun { Kind: NounKind.Subject } subject) when segment is [Place { Anchor: Imaging.Editing.Anchor.Center }, Noun] =>
                As(Subject.CropToSubject, subject),
            _ when Find(token => token is ShapeName) is { } shape => As(Subject.Shape, shape),
            _ when Find(token => token is Direction { Sign: < 0 }) is { } cut && Find(token => token is PartOf or Place
                or Noun { Kind: NounKind.Edges } or Mark { Kind: Slots.Axis }) is not null
                && Find(token => token is Measure { Unit: Unit.Percent or Unit.Pixels }) is not null => As(Subject.CropOff, cut),
            _ when Find(token => token is FormatName) is { } format => As(Subject.Encode, format),
            (Act { Kind: ActKind.Keep } act, null) when Find(token => token is PartOf) is not null => As(Subject.CropOff, act),
            _ when segment.Count(token => token is Colour) == 2 && IsChange(segment)
                && Find(token => token is Topic { IsPaintable: false }) is null => As(Subject.ReplaceColour, segment[0]),
            _ when Find(token => token is Make) is { } make && Find(token => token is Colour) is not null
                && Find(token => token is Topic { IsPaintable: false }) is null
                => As(Subject.TintWith, make),
            (_, Noun { Kind: NounKind.Edges }) when segment.Count == 1 =>
                new Head(Subject.Look, Detail: new LookName(Imaging.Editing.LookKind.Edges))
                {
                    Source = noun!.Source,
                },
            (_, Noun { Kind: NounKind.Subject }) when segment.Count == 1 => As(Subject.Subject, noun!),
            (_, Noun { Kind: NounKind.Faces }) when segment.Count == 1 => As(Subject.Faces, noun!),
            _ => null,
        };
    }

    /// <summary>"Red to blue", and not "the white looks yellow".</summary>
    private static bool IsChange(List<Token> segment)
    {
        var first = segment.FindIndex(token => token is Colour);
        return segment.FindIndex(token => token is Make) < first
            || segment.FindIndex(first, token => token is Make or With) < segment.FindLastIndex(token => token is Colour);
    }
}
