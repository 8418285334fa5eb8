using System.Drawing;
using System.Globalization;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Reads the meanings of the lexicon: a kind of token, then what it says.</summary>
internal static class Meanings
{
    public const string Article = "article";

    /// <summary>An article that stands before the name of something.</summary>
    public const string Determiner = "determiner";

    /// <summary>An article that says how something is.</summary>
    public const string State = "state";
    public const string Talk = "talk ";

    /// <exception cref="FormatException">It is no meaning.</exception>
    public static Token Read(string meaning) => meaning.Split(' ') switch
    {
        ["do", var subject] => new Head(Parse<Subject>(subject)),
        ["do", var subject, "+"] => new Head(Parse<Subject>(subject), +1),
        ["do", var subject, var sign, "quality"] => new Head(Parse<Subject>(subject), sign == "+" ? +1 : -1, IsQuality: true),
        ["do", var subject, "-", "less"] => new Head(Parse<Subject>(subject), -1, IsLess: true),
        ["do", var subject, "-"] => new Head(Parse<Subject>(subject), -1),
        ["do", var subject, var detail] => new Head(Parse<Subject>(subject), Detail: DetailOf(detail)),
        ["complain", var subject, var sign] => new Head(Parse<Subject>(subject), sign == "+" ? +1 : -1, IsComplaint: true),
        ["weak", var subject] => new Head(Parse<Subject>(subject), Weak: true),
        ["write", var subject] => new Head(Parse<Subject>(subject), TakesText: true),
        ["look", var kind] => new Head(Subject.Look, Detail: new LookName(Parse<LookKind>(kind))),
        ["shape", var kind] => new ShapeName(Parse<ShapeKind>(kind)),
        ["format", var format] => new FormatName(Parse<OutputFormat>(format)),
        ["fill", var kind] => new FillName(Parse<FillKind>(kind)),
        ["act", var act] => new Act(Parse<ActKind>(act)),
        ["noun", var noun] => new Noun(Parse<NounKind>(noun)),
        ["topic", var name] => new Topic(name),
        ["side", var anchor, var share] => new PartOf(Parse<Anchor>(anchor), Number(share)),
        ["side", var anchor, var share, "vague"] => new PartOf(Parse<Anchor>(anchor), Number(share), IsVague: true),
        ["place", var anchor] => new Place(Parse<Anchor>(anchor)),
        ["mark", var mark] => MarkOf(mark),
        ["whole"] => new Mark(Slots.Whole),
        ["ratio", var ratio] => new Pair(Number(ratio.Split(':')[0]), Number(ratio.Split(':')[1]), true),
        ["cover", var size] => new Frame(Side(size, 0), Side(size, 1), SizeFit.Cover),
        ["inside", var size] => new Frame(Side(size, 0), Side(size, 1), SizeFit.Inside),
        ["second"] => new Second(),
        ["degree", var factor, var side] => new Degree(Number(factor), Belongs(side)),
        ["direction", var sign] => new Direction(sign == "+" ? +1 : -1),
        ["direction", "-", "less"] => new Direction(-1, IsLess: true),
        ["direction", var sign, "complaint"] => new Direction(sign == "+" ? +1 : -1, IsComplaint: true),
        ["part", var part] => new PartName(Parse<Part>(part)),
        ["unit", var unit] => new UnitName(Parse<Unit>(unit)),
        ["number", var number] => new NumberWord(Number(number)),
        ["fraction", var parts] => new Fraction((int)Number(parts)),
        ["opacity", var percent] => new Measure(Number(percent), Unit.Percent, Part: Part.Opacity),
        ["colour", var name] => new Colour(ColourOf(name)),
        ["joint", var kind] => new Joint(kind == "ratio"),
        ["spot"] => new SpotWord(),
        [State] => new State(),
        [Determiner] => new Determiner(),
        ["off"] => new Off(),
        ["reason"] => new Reason(),
        ["except"] => new Except(),
        ["break"] => new Break(),
        ["with"] => new With(),
        ["to"] => new To(),
        ["make"] => new Make(),
        [Article] or ["filler"] => new Filler(),
        _ => throw new FormatException($"'{meaning}' is no meaning."),
    };

    /// <exception cref="FormatException">It is no meaning.</exception>
    public static Talk ReadTalk(string meaning) => meaning.Split(' ') switch
    {
        [_, var kind] => new Talk(Parse<TalkKind>(kind)),
        [_, var kind, var factor] => new Talk(Parse<TalkKind>(kind), Number(factor)),
        _ => throw new FormatException($"'{meaning}' is no meaning."),
    };

    private static Token DetailOf(string detail) => detail switch
    {
        [.. var number, '%'] => new Measure(Number(number), Unit.Percent, To: true),
        [.. var number, '°'] => new Measure(Number(number), Unit.Degrees),
        [.. var number, 'x'] => new Measure(Number(number), Unit.Times),
        [.. var number, 'K', 'B'] => new Measure(Number(number), Unit.Kilobytes),
        [.. var number, 'M', 'B'] => new Measure(Number(number), Unit.Megabytes),
        "weak" => new Degree(0.5, Grammar.Side.Either),
        "big" => new Mark(Slots.Big, +1),
        "row" => new Mark(Slots.Layout, (int)CollageKind.Row),
        "column" => new Mark(Slots.Layout, (int)CollageKind.Column),
        "horizontal" => new Mark(Slots.Axis, (int)FlipAxis.Horizontal),
        "vertical" => new Mark(Slots.Axis, (int)FlipAxis.Vertical),
        _ => new Place(Parse<Anchor>(detail)),
    };

    private static Mark MarkOf(string mark) => mark switch
    {
        "OnTop" => new(Slots.OnTop),
        "Square" => new(Slots.Square),
        "Horizontal" => new(Slots.Axis, (int)FlipAxis.Horizontal),
        "Vertical" => new(Slots.Axis, (int)FlipAxis.Vertical),
        "Clockwise" => new(Slots.Spin, +1),
        "Counterclockwise" => new(Slots.Spin, -1),
        "Bold" => new(Slots.Bold),
        "Outline" => new(Slots.Outline),
        "Shadow" => new(Slots.Shadowed),
        "Serif" => new(Slots.Font, (int)TextFont.Serif),
        "Mono" => new(Slots.Font, (int)TextFont.Mono),
        "Big" => new(Slots.Big, +1),
        "Little" => new(Slots.Big, -1),
        _ => throw new FormatException($"'{mark}' is no mark."),
    };

    private static Rgba ColourOf(string name) => Color.FromName(name) is { IsKnownColor: true } known
        ? known.A == 0 ? Rgba.Transparent : new Rgba(known.R, known.G, known.B)
        : throw new FormatException($"'{name}' is no colour.");

    private static Side Belongs(string side) => side switch
    {
        "next" => Grammar.Side.Next,
        "last" => Grammar.Side.Last,
        _ => Grammar.Side.Either,
    };

    private static T Parse<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) ? value
            : throw new FormatException($"'{name}' is no {typeof(T).Name}.");

    private static double Number(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    private static int Side(string size, int at) => int.Parse(size.Split('x')[at], CultureInfo.InvariantCulture);
}
