using System.Globalization;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>Every sentence about a prompt that is not understood.</summary>
internal static class Complaints
{
    public static Complaint Empty { get; } = new(
        "Say what should change, such as 'crop to a square' or 'make it brighter'.", "请说明要改什么，例如“裁成正方形”或“调亮一点”。");

    public static Complaint OpenQuote { get; } = new(
        "A quotation mark is opened, but not closed.", "引号没有配对，请补上后引号。");

    public static Complaint CanvasFirst { get; } = new(
        "A canvas is a new picture: it must come first, and only once.", "画布是一张新图：它必须放在最前面，并且只能有一个。");

    public static Complaint Unknown(IReadOnlyList<UnknownWord> words)
    {
        var nearest = words.SelectMany(word => word.Nearest).Distinct().ToArray();
        var names = words.Select(word => word.Word).ToArray();
        return new(
            $"I do not know {string.Join(", ", names.Select(name => $"'{name}'"))}. " + (nearest.Length > 0
                ? $"Did you mean {string.Join(", ", nearest.Select(name => $"'{name}'"))}?"
                : "I crop, resize, rotate, flip, recolour, sharpen, blur, frame, write and combine pictures."),
            $"我不认识{string.Concat(names.Select(name => $"“{name}”"))}。" + (nearest.Length > 0
                ? $"你是想说{string.Join("、", nearest.Select(name => $"“{name}”"))}吗？"
                : "我会裁剪、缩放、旋转、翻转、调色、锐化、模糊、加边框、加文字和拼图。"));
    }

    public static Complaint Ambiguous(string detail) => new(
        $"'{detail}' could belong to the instruction before or after it: put a comma or 'and' between the two.",
        $"“{detail}”可能属于前一个或后一个操作：请用逗号隔开。");

    public static Complaint Stray(string detail, string? operation) => operation is null
        ? new($"'{detail}' belongs to no instruction.", $"“{detail}”不属于任何操作。")
        : new($"'{detail}' does not go with '{operation}', or says something twice.", $"“{detail}”与“{operation}”不搭配，或重复了。");

    public static Complaint Needs(string operation, string example, string chineseExample) => new(
        $"'{operation}' needs to know more: say for example '{example}'.", $"“{operation}”还缺少说明：例如“{chineseExample}”。");

    public static Complaint Range(string operation, double from, double to, string unit) => new(
        $"'{operation}' goes from {Number(from)} to {Number(to)}{unit}.", $"“{operation}”的范围是 {Number(from)} 到 {Number(to)}{unit}。");

    public static Complaint Contradicts(string operation) => new(
        $"What is said about '{operation}' contradicts itself.", $"关于“{operation}”的说明自相矛盾。");

    public static Complaint TransparentBackground { get; } = new(
        "This engine cannot cut out a background; it can only put a colour behind what is transparent.", "这个引擎不会抠图，只能给透明处填上颜色。");

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
