using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>
/// What the local engine answers instead of a picture, in English or Chinese, with prompts that would do. Where an engine that paints
/// could do it, <see cref="Problem.Engines"/> is an empty list, and the worker fills in those that are set up.
/// </summary>
internal static class LocalProblems
{
    public static Problem NoPicture(bool isChinese) => Input(isChinese, "Canvas",
        "These words change a picture, and there is none: choose one, or begin with a canvas such as 'a 1200x800 blue canvas'.",
        "这些话要改一张图片，但还没有图片：请先选一张，或先建一块画布，例如“1200x800 蓝色画布”。", namesEngines: true);

    public static Problem NoSecond(bool isChinese) => Input(isChinese, "OnePicture",
        "These words need a second picture: choose two.",
        "这些话需要第二张图片：请选两张。");

    public static Problem TooManyPictures(bool isChinese) => Input(isChinese, "Collage",
        "These words are for one or two pictures: choose fewer, or make a collage.",
        "这些话只用一两张图片：请少选几张，或者做成拼图。", namesEngines: true);

    public static Problem NoMask(bool isChinese) => Input(isChinese, "NoMask",
        "Paint over what you mean, or click on it, then ask again: this editor does not find things by their names.",
        "请先涂抹或点选要改的地方，再说一次：这个编辑器不会按名字找东西。", namesEngines: true);

    public static Problem MaskAndSize(bool isChinese) => Input(isChinese, "Masked",
        "With a mask the picture keeps its size and place: leave out cropping, resizing, turning, borders "
        + "and putting pictures side by side, or leave out the mask.",
        "用蒙版时，图片的大小和位置不变：请去掉裁剪、缩放、旋转、边框和拼接，或去掉蒙版。");

    /// <summary>There is no more or less of the edit before.</summary>
    public static Problem NoAmount(bool isChinese) => Input(isChinese, Choices.Anything,
        "The last change has no strength, so there is no more or less of it: say what should change.",
        "上一步没有强弱之分：请说明要改什么。");

    public static Problem NotUnderstood(bool isChinese, Reading.NotUnderstood reading) => isChinese
        ? new(EditProblems.NotUnderstood, "没有听懂", reading.Complaint.Chinese) { Choices = reading.Choices, Engines = [] }
        : new(EditProblems.NotUnderstood, "Not understood", reading.Complaint.English) { Choices = reading.Choices, Engines = [] };

    /// <summary>Its cost is known before any work is done.</summary>
    public static Problem TooExpensive(bool isChinese, EditTooExpensiveException excess) => isChinese
        ? new(EditProblems.TooExpensive, "一次编辑做不了这么多", excess.Chinese)
        : new(EditProblems.TooExpensive, "This is too much for one edit", excess.Message);

    /// <summary>It was begun, and is charged.</summary>
    public static Problem TooSlow(bool isChinese, TimeSpan deadline) => isChinese
        ? new(EditProblems.Timeout, "用时太长", $"一次编辑最多 {deadline.TotalSeconds:0.###} 秒，已计入今天的用量。请用小一点的图片或少几步。")
        : new(EditProblems.Timeout, "This took too long", $"One edit may take {deadline.TotalSeconds:0.###} s, "
            + "and it counts against today's units. Use a smaller picture or fewer steps.");

    /// <summary>What these pictures do not have is not offered again.</summary>
    public static Problem Refused(bool isChinese, EditProgram program, EditRefusedException refused) =>
        Input(isChinese, ThemeOf(program), refused.Message, refused.Chinese ?? refused.Message, namesEngines: true);

    public static Problem Corrupt(string detail) => new(EditProblems.Input, "This cannot be done with these pictures", detail);

    private static string ThemeOf(EditProgram program) => program.Steps
        .Select(step => step switch
        {
            SetBackground or PlaceSubject or CropToSubject or Within { Where: Region.Subject } => "NoSubject",
            CropToFaces or Within { Where: Region.Faces } => "NoFaces",
            Level => "NoLine",
            WriteText => nameof(Subject.Text),
            _ => null,
        })
        .FirstOrDefault(theme => theme is not null) ?? "Refused";

    private static Problem Input(bool isChinese, string theme, string english, string chinese, bool namesEngines = false) => new(
        EditProblems.Input, isChinese ? "这些图片不能这样改" : "This cannot be done with these pictures", isChinese ? chinese : english)
    {
        Choices = Choices.Of(theme, isChinese),
        Engines = namesEngines ? [] : null,
    };
}
