using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>What the local engine answers instead of a picture, in the language of the prompt.</summary>
internal static class LocalProblems
{
    public static Problem NoPicture(string prompt) => Input(prompt,
        "These words change a picture, and there is none: choose one, or begin with a canvas such as 'a 1200x800 blue canvas'.",
        "这些话要改一张图片，但还没有图片：请先选一张，或先建一块画布，例如“1200x800 蓝色画布”。");

    public static Problem NoSecond(string prompt) => Input(prompt,
        "These words need a second picture: choose two.",
        "这些话需要第二张图片：请选两张。");

    public static Problem MaskAndSize(string prompt) => Input(prompt,
        "With a mask the picture keeps its size and place: leave out cropping, resizing, turning, borders and putting pictures side by side, or leave out the mask.",
        "用蒙版时，图片的大小和位置不变：请去掉裁剪、缩放、旋转、边框和拼接，或去掉蒙版。");

    public static Problem NotUnderstood(string prompt, Complaint complaint) => FoldedText.HasChinese(prompt)
        ? new(EditProblems.NotUnderstood, "没有听懂", complaint.Chinese)
        : new(EditProblems.NotUnderstood, "Not understood", complaint.English);

    /// <summary>Its cost is known before any work is done.</summary>
    public static Problem TooExpensive(string prompt, EditTooExpensiveException excess) => FoldedText.HasChinese(prompt)
        ? new(EditProblems.TooExpensive, "一次编辑做不了这么多", excess.Chinese)
        : new(EditProblems.TooExpensive, "This is too much for one edit", excess.Message);

    /// <summary>It was begun, and is charged.</summary>
    public static Problem TooSlow(string prompt, TimeSpan deadline) => FoldedText.HasChinese(prompt)
        ? new(EditProblems.Timeout, "用时太长", $"一次编辑最多 {deadline.TotalSeconds:0.###} 秒，已计入今天的用量。请用小一点的图片或少几步。")
        : new(EditProblems.Timeout, "This took too long",
            $"One edit may take {deadline.TotalSeconds:0.###} s, and it counts against today's units. Use a smaller picture or fewer steps.");

    private static Problem Input(string prompt, string english, string chinese) => FoldedText.HasChinese(prompt)
        ? new(EditProblems.Input, "这些图片不能这样改", chinese)
        : Input(english);

    public static Problem Input(string detail) => new(EditProblems.Input, "This cannot be done with these pictures", detail);
}
