using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Local.Grammar;

namespace NanoBanana.Core.Engines.Local;

/// <summary>What the local engine answers instead of a picture.</summary>
internal static class LocalProblems
{
    public static Problem NoPicture { get; } = Input(
        "These words change a picture, and there is none: choose one, or begin with a canvas such as 'a 1200x800 blue canvas'.");

    public static Problem NoSecond { get; } = Input("These words need a second picture: choose two.");

    public static Problem MaskAndSize { get; } = Input(
        "With a mask the picture keeps its size and place: leave out cropping, resizing, turning, borders and putting pictures side by side, or leave out the mask.");

    /// <summary>In the language of the prompt.</summary>
    public static Problem NotUnderstood(string prompt, Complaint complaint) => FoldedText.HasChinese(prompt)
        ? new(EditProblems.NotUnderstood, "没有听懂", complaint.Chinese)
        : new(EditProblems.NotUnderstood, "Not understood", complaint.English);

    public static Problem Input(string detail) => new(EditProblems.Input, "This cannot be done with these pictures", detail);
}
