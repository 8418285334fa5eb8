using System.Globalization;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Why a prompt is not understood, in both languages.</summary>
/// <param name="Theme">What it is about, for choosing what to offer instead.</param>
internal sealed record Complaint(string English, string Chinese, string Theme = Choices.Anything);

/// <summary>Every sentence about a prompt that is not understood.</summary>
internal static class Complaints
{
    public static Complaint Empty { get; } = new(
        "Say what should change, such as 'crop to a square' or 'make it brighter'.", "请说明要改什么，例如“裁成正方形”或“调亮一点”。");

    public static Complaint OpenQuote { get; } = new(
        "A quotation mark is opened, but not closed.", "引号没有配对，请补上后引号。", nameof(Subject.Text));

    public static Complaint CanvasFirst { get; } = new(
        "A canvas is a new picture: it must come first, and only once.", "画布是一张新图：它必须放在最前面，并且只能有一个。", nameof(Subject.Canvas));

    /// <param name="words">What is not known, as it was written.</param>
    /// <param name="isAll">Whether nothing else was said.</param>
    public static Complaint Unknown(IReadOnlyList<string> words, bool isAll, string theme)
    {
        var (english, chinese) = (string.Join(", ", words.Select(word => $"'{word}'")), string.Concat(words.Select(word => $"“{word}”")));
        return isAll
            ? new($"I do not know {english}.", $"我不认识{chinese}。", theme)
            : new($"I do not know {english}, so I left everything as it is.", $"我不认识{chinese}，所以什么都没有改。", theme);
    }

    /// <summary>Something that is not found in pictures by its name.</summary>
    public static Complaint Topic(Topic topic) => topic.IsThing
        ? new($"'{topic.Source}' is not found by its name: paint over it, or choose something else.",
            $"这个编辑器不会按名字找“{topic.Source}”：请先涂抹它，或者换一种改法。", topic.Name)
        : new($"'{topic.Source}' is more than this editor can do.", $"“{topic.Source}”超出了这个编辑器的能力。", topic.Name);

    public static Complaint Ambiguous(string detail) => new(
        $"'{detail}' could belong to the instruction before or after it: put a comma or 'and' between the two.",
        $"“{detail}”可能属于前一个或后一个操作：请用逗号隔开。");

    public static Complaint Stray(string detail, string? operation) => operation is null
        ? new($"'{detail}' belongs to no instruction.", $"“{detail}”不属于任何操作。")
        : new($"'{detail}' does not go with '{operation}', or says something twice.", $"“{detail}”与“{operation}”不搭配，或重复了。");

    public static Complaint Needs(Clause clause)
    {
        var theme = clause.Subject.ToString();
        var (english, chinese) = (Choices.Of(theme, isChinese: false), Choices.Of(theme, isChinese: true));
        return new(
            $"'{clause.Source}' needs to know more: "
            + $"say for example {string.Join(" or ", english.Take(2).Select(example => $"'{example}'"))}.",
            $"“{clause.Source}”还缺少说明：例如{string.Join("或", chinese.Take(2).Select(example => $"“{example}”"))}。", theme);
    }

    public static Complaint Range(Clause clause, double from, double to, string unit) => new(
        $"'{clause.Source}' goes from {Number(from)} to {Number(to)}{unit}.", $"“{clause.Source}”的范围是 {Number(from)} 到 {Number(to)}{unit}。",
        clause.Subject.ToString());

    public static Complaint Contradicts(Clause clause) => new(
        $"What is said about '{clause.Source}' contradicts itself.", $"关于“{clause.Source}”的说明自相矛盾。", clause.Subject.ToString());

    public static Complaint CannotTakeAway(Clause clause) => new(
        $"'{clause.Source}' cannot be taken out of a picture again; 'undo' goes back to the picture before.",
        $"“{clause.Source}”加上后不能再去掉；说“撤销”可以回到上一张。", clause.Subject.ToString());

    public static Complaint NotInAPart(Clause clause) => new(
        $"'{clause.Source}' changes the size, so it works on the whole picture only.", $"“{clause.Source}”会改变大小，只能用于整张图片。",
        clause.Subject.ToString());

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
