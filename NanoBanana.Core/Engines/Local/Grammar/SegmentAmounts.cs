namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What words for amounts say beside the operation that they stand with.</summary>
internal static class SegmentAmounts
{
    private static readonly Subject[] Qualities =
    [
        Subject.Brightness, Subject.Contrast, Subject.Saturation, Subject.Vibrance, Subject.Warmth, Subject.Tint, Subject.Highlights,
        Subject.Shadows, Subject.Clarity, Subject.Fade, Subject.Upscale,
    ];

    private static readonly Subject[] Effects =
    [
        Subject.Look, Subject.Grayscale, Subject.Sepia, Subject.SmoothSkin, Subject.Vignette, Subject.Grain, Subject.Sharpen, Subject.Blur,
        Subject.Denoise, Subject.Dehaze, Subject.Enhance, Subject.DropShadow, Subject.BlurBackground, Subject.Border,
    ];

    /// <summary>The token that makes an effect weaker, where one that means less of something comes after it.</summary>
    public static Token? WeakerOf(Token token) => token is Head { IsLess: true } or Direction { IsLess: true }
        ? new Degree(0.5, Side.Either) { Source = token.Source }
        : null;

    /// <summary>"Weaker", "a bit weaker", "much weaker" by themselves.</summary>
    public static Token? WeakerOf(List<Token> segment) =>
        segment.Where(token => token is not With).ToList() is var said && said.Find(token => WeakerOf(token) is not null) is { } less
        && said.TrueForAll(token => token is Degree || ReferenceEquals(token, less))
            ? new Degree(said.OfType<Degree>().FirstOrDefault()?.Factor switch { null => 0.5, < 1 => 0.75, _ => 0.25 }, Side.Either)
            {
                Source = less.Source,
            }
            : null;

    public static bool IsEffect(Subject subject) => Effects.Contains(subject);

    public static void Repair(List<Token> segment)
    {
        Share(segment);
        Weaken(segment);
        CountStops(segment);
        DropComplainedOf(segment);
    }

    /// <summary>"Reduce the contrast by half", "double the saturation": not the size of the picture.</summary>
    private static void Share(List<Token> segment)
    {
        var at = segment.FindIndex(
            token => token is Head { Subject: Subject.Resize, Detail: Measure { Unit: Unit.Percent, Value: 50 or 200 } });
        if (at < 0 || segment.Find(
            token => token is Head head && (Qualities.Contains(head.Subject) || IsEffect(head.Subject))) is not Head named)
        {
            return;
        }

        var isHalf = ((Head)segment[at]).Detail is Measure { Value: 50 };
        if (IsEffect(named.Subject))
        {
            segment[at] = new Degree(isHalf ? 0.5 : 2, Side.Either) { Source = segment[at].Source };
            return;
        }

        segment[at] = new Measure(isHalf ? 50 : 100, Unit.Percent) { Source = segment[at].Source };
        if (named.Sign == 0 && named.Subject != Subject.Upscale && !segment.Exists(token => token is Direction))
        {
            segment.Insert(at, new Direction(isHalf ? -1 : +1) { Source = segment[at].Source });
        }
    }

    /// <summary>"A pencil sketch, weaker".</summary>
    private static void Weaken(List<Token> segment)
    {
        var effect = segment.FindIndex(token => token is Head { Sign: 0 } head && IsEffect(head.Subject));
        var at = effect < 0 ? -1 : segment.FindIndex(effect + 1, token => WeakerOf(token) is not null);
        if (at >= 0)
        {
            segment[at] = WeakerOf(segment[at])!;
        }
    }

    /// <summary>"One stop darker" speaks of the exposure.</summary>
    private static void CountStops(List<Token> segment)
    {
        if (segment.Exists(token => token is Measure { Unit: Unit.Stops })
            && segment.FindIndex(token => token is Head { Subject: Subject.Brightness }) is var at and >= 0)
        {
            segment[at] = ((Head)segment[at]) with { Subject = Subject.Exposure };
        }
    }

    /// <summary>"The skin is too red": it is the red that is to change, and nobody asked to smooth the skin.</summary>
    private static void DropComplainedOf(List<Token> segment)
    {
        if (segment.Exists(token => token is Head { IsComplaint: true, Subject: not (Subject.SmoothSkin or Subject.FixColours) }))
        {
            segment.RemoveAll(token => token is Head { Subject: Subject.SmoothSkin or Subject.FixColours, Sign: 0, IsComplaint: false });
        }
    }
}
