using System.Globalization;
using NanoBanana.Core.Engines.Local.Grammar;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local;

/// <summary>What the local engine says beside a picture, or in place of one, in English or Chinese.</summary>
internal static class LocalWords
{
    public static string ReadAs(bool isChinese, IReadOnlyList<string> words) => words.Count == 0 ? ""
        : isChinese ? $"理解为：{string.Join("、", words)}。"
        : $"Read as: {string.Join(", ", words)}.";

    public static string Of(bool isChinese, EditNote note) => isChinese ? Chinese(note) : English(note);

    /// <summary>A friendly answer to what asks for no picture; empty for the rest.</summary>
    public static string Answer(bool isChinese, Talk talk)
    {
        var examples = string.Join(isChinese ? "、" : ", ", LocalExamples.Prompts
            .Where(example => FoldedText.HasChinese(example) == isChinese).Take(4)
            .Select(example => isChinese ? $"“{example}”" : $"\"{example}\""));
        return talk.Kind switch
        {
            TalkKind.Help => isChinese
                ? "用平常的话告诉我要改什么。我会抠图和换背景、模糊人脸、去掉涂抹的东西、自动美化、调光线和颜色、做成油画或素描等风格、裁剪、缩放、旋转、"
                    + $"加文字和边框、拼图、转换格式。例如：{examples}。说“撤销”“多一点”“少一点”可以修改上一步。"
                : "Say in plain words what should change. I cut out and replace backgrounds, blur faces, remove what you paint over, "
                    + "enhance, fix light and colours, make paintings, sketches and other looks, crop, resize, turn, write, frame, combine "
                    + $"pictures and change formats. For example: {examples}. \"Undo\", \"more\" and \"less\" change the last step.",
            TalkKind.Hello => isChinese
                ? $"你好！选一张图片，告诉我要改什么，例如：{examples}。"
                : $"Hello! Choose a picture and say what should change, for example: {examples}.",
            TalkKind.Thanks => isChinese ? "不客气！还要改什么，直接告诉我。" : "You are welcome! Say what else should change.",
            _ => "",
        };
    }

    /// <summary>There is nothing before the picture to go back to, or nothing to do again.</summary>
    public static string NothingBefore(bool isChinese) => isChinese
        ? "这张图片之前没有修改：它就是原图。"
        : "Nothing was changed before: this picture is the original.";

    public static string NothingToRepeat(bool isChinese) => isChinese
        ? "没有可以照着再做的上一步：请说明要改什么。"
        : "There is no last change of this editor to go by: say what should change.";

    public static string WentBack(bool isChinese, TalkKind kind) => (isChinese, kind) switch
    {
        (true, TalkKind.Original) => "回到了原图。",
        (true, _) => "回到了上一张。",
        (false, TalkKind.Original) => "Back at the original.",
        _ => "Back at the picture before.",
    };

    private static string English(EditNote note) => note switch
    {
        FacesFound { Count: 1 } => "Found one face; faces seen from the side are not found.",
        FacesFound faces => $"Found {faces.Count} faces; faces seen from the side are not found.",
        SubjectFound subject => $"The subject covers {Percent(subject.Coverage)} of the picture.",
        Levelled levelled => $"Turned by {Number(levelled.Degrees)}°.",
        Interpolated enlarged => $"Enlarged {Number(enlarged.Factor)}× by interpolation, which adds no new detail.",
        Compressed file => $"{Number(file.Bytes / 1000.0)} KB, quality {file.Quality}, {file.Width} × {file.Height}.",
        _ => "",
    };

    private static string Chinese(EditNote note) => note switch
    {
        FacesFound faces => $"找到 {faces.Count} 张脸；侧脸找不到。",
        SubjectFound subject => $"主体占画面的 {Percent(subject.Coverage)}。",
        Levelled levelled => $"转了 {Number(levelled.Degrees)}°。",
        Interpolated enlarged => $"用插值放大了 {Number(enlarged.Factor)} 倍，不会增加新的细节。",
        Compressed file => $"{Number(file.Bytes / 1000.0)} KB，质量 {file.Quality}，{file.Width} × {file.Height}。",
        _ => "",
    };

    private static string Percent(double share) =>
        share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
