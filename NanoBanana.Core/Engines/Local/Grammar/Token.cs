using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>A word or phrase of a prompt by its meaning, the same in every language.</summary>
internal abstract record Token
{
    /// <summary>As it was written.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a clause can hold once; none for what is no detail of an operation.</summary>
    public virtual Slots Slot => Slots.None;

    /// <summary>Which neighbour it belongs to where operations follow each other without a break.</summary>
    public virtual Side Side => Side.Either;
}

/// <summary>Names an operation.</summary>
/// <param name="Sign">Its direction, where the word has one: brighter +1, darker −1.</param>
/// <param name="Weak">The word may also mean nothing, as in "turn it into".</param>
/// <param name="TakesText">What follows without quotation marks is what to write.</param>
/// <param name="IsComplaint">It says what is wrong, such as "too dark": an order may follow.</param>
/// <param name="IsQuality">It names how a picture is, such as "dark": said of the picture as it is now, it is a complaint.</param>
/// <param name="IsLess">After a look it says that there should be less of it: "watercolour, paler".</param>
internal sealed record Head(
    Subject Subject, int Sign = 0, bool Weak = false, Token? Detail = null, bool TakesText = false, bool IsComplaint = false,
    bool IsLess = false, bool IsQuality = false) : Token;

internal sealed record Measure(double Value, Unit Unit, bool To = false, Part Part = Part.Whole) : Token
{
    /// <summary>"Brightness +10 contrast -5": a sign ties the number to the word before.</summary>
    public override Side Side => Source is ['+' or '-', ..] ? Side.Last : Side.Either;

    public override Slots Slot => Part switch
    {
        Part.Width => Slots.Width,
        Part.Height => Slots.Height,
        Part.Opacity or Part.Transparency => Slots.Opacity,
        Part.Size => Slots.Size,
        Part.Gap => Slots.Gap,
        _ => Unit switch
        {
            Unit.Percent => Slots.Percent,
            Unit.Pixels => Slots.Pixels,
            Unit.Degrees => Slots.Angle,
            Unit.Stops => Slots.Stops,
            Unit.Times => Slots.Times,
            Unit.Kilobytes or Unit.Megabytes => Slots.Bytes,
            Unit.Points => Slots.Size,
            _ => Slots.Number,
        },
    };
}

/// <summary>Two numbers: a ratio such as 16:9, or a size such as 800x600.</summary>
internal sealed record Pair(double First, double Second, bool IsRatio) : Token
{
    public override Slots Slot => IsRatio ? Slots.Ratio : Slots.Extent;
}

/// <summary>A size that goes by a name, such as that of a story.</summary>
internal sealed record Frame(int Width, int Height, SizeFit Fit) : Token
{
    public override Slots Slot => Slots.Extent;
}

internal sealed record Colour(Rgba Value) : Token
{
    public override Slots Slot => Slots.Colour;
}

internal sealed record Quote(string Text) : Token
{
    public override Slots Slot => Slots.Quote;
}

internal sealed record Place(Anchor Anchor) : Token
{
    public override Slots Slot => Slots.Place;
}

/// <summary>A part of a picture along a side.</summary>
/// <param name="Share">0–1.</param>
/// <param name="IsVague">It was only said which side.</param>
internal sealed record PartOf(Anchor Anchor, double Share, bool IsVague = false) : Token
{
    public override Slots Slot => Slots.Where;
}

/// <summary>A part of a picture that can be found.</summary>
internal sealed record Noun(NounKind Kind) : Token
{
    public override Slots Slot => Slots.Where;
}

/// <summary>Something in pictures that cannot be found by its name, or done at all.</summary>
/// <param name="Name">The theme that says what can be done instead.</param>
internal sealed record Topic(string Name) : Token
{
    /// <summary>It can be painted over and changed.</summary>
    public bool IsThing => Name is "object" or "plate" or "clothes";

    /// <summary>It can be painted over and given another light or colour.</summary>
    public bool IsPaintable => IsThing || Name is "scenery" or "feature" or "damage";

    /// <summary>It can be painted over and taken out.</summary>
    public bool IsRemovable => IsThing || Name is "sticker" or "restore" or "damage" or "date" or "sparkle" or "feature";

    public override Slots Slot => Slots.Where;
}

/// <summary>What is to become of what is named.</summary>
internal sealed record Act(ActKind Kind) : Token
{
    public override Slots Slot => Slots.Act;
}

internal sealed record LookName(LookKind Kind) : Token
{
    public override Slots Slot => Slots.Kind;
}

internal sealed record ShapeName(ShapeKind Kind) : Token
{
    public override Slots Slot => Slots.Kind;
}

internal sealed record FormatName(OutputFormat Format) : Token
{
    public override Slots Slot => Slots.Kind;
}

internal sealed record FillName(FillKind Kind) : Token
{
    public override Slots Slot => Slots.Fill;
}

/// <summary>How much, in words: a factor on what an operation does by itself.</summary>
internal sealed record Degree(double Factor, Side Belongs) : Token
{
    public override Slots Slot => Slots.Degree;

    public override Side Side => Belongs;
}

/// <summary>More or less of what follows.</summary>
/// <param name="IsComplaint">There is too much of it.</param>
/// <param name="IsLess">After a look it says that there should be less of it: "cartoon, weaker".</param>
internal sealed record Direction(int Sign, bool IsComplaint = false, bool IsLess = false) : Token
{
    public override Slots Slot => Slots.Direction;

    public override Side Side => Side.Next;
}

/// <summary>A closed class of words that are details by themselves.</summary>
internal sealed record Mark(Slots Kind, int Value = 0) : Token
{
    public override Slots Slot => Kind;
}

/// <summary>The second picture.</summary>
internal sealed record Second : Token
{
    public override Slots Slot => Slots.Second;
}

/// <summary>A number in words.</summary>
internal sealed record NumberWord(double Value) : Token;

/// <summary>One part of so many: a third, and after a number two thirds.</summary>
internal sealed record Fraction(int Parts) : Token;

internal sealed record UnitName(Unit Unit) : Token;

/// <summary>All but what comes next.</summary>
internal sealed record Except : Token
{
    public override Slots Slot => Slots.Inverted;
}

/// <summary>What comes next is what the picture is to become.</summary>
internal sealed record Make : Token;

/// <summary>A whole prompt about the edit before, or about nothing.</summary>
internal sealed record Said(Talk Talk) : Token;

/// <summary>Says what the number beside it measures.</summary>
internal sealed record PartName(Part Part) : Token;

/// <summary>What comes next is a goal, not a step.</summary>
internal sealed record To : Token;

/// <summary>The end of an instruction.</summary>
internal sealed record Break : Token;

/// <summary>What comes next belongs to the next operation rather than to the last.</summary>
internal sealed record With : Token;

/// <summary>What comes next says why, up to the end of the instruction.</summary>
internal sealed record Reason : Token;

/// <summary>A word that is known and means nothing here.</summary>
internal record Filler : Token;

/// <summary>What comes next is the name of something: "the", "my".</summary>
internal sealed record Determiner : Filler;

/// <summary>After "take" it says that something is to go: "out", "off".</summary>
internal sealed record Off : Filler;

/// <summary>A word without a meaning; what it may be is judged by the words beside it.</summary>
internal sealed record Stranger : Filler;

/// <summary>What comes next is how the picture is now: "it is dark" asks for light.</summary>
internal sealed record State : Filler;

/// <summary>A word between two numbers that makes them a size or a ratio; anywhere else it means nothing.</summary>
internal sealed record Joint(bool IsRatio) : Filler;
