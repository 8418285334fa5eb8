using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Worker.Edits;

/// <summary>Why an edit fails that no engine gave a reason for.</summary>
internal static class EditFailures
{
    public static Problem EngineGone(string engine) => new(EditProblems.Provider,
        "The engine is not set up any more", $"Retry with another engine than {engine}.");

    public static Problem Lost { get; } = new(EditProblems.Provider,
        "The worker was lost while the engine worked", "The engine may have made the picture and charged for it. Retry if you want to.");

    public static Problem Unclear { get; } = new(EditProblems.Provider,
        "The engine's answer did not arrive", "The engine may have made the picture and charged for it. Retry if you want to.");

    public static Problem TooSlow { get; } = new(EditProblems.Timeout,
        "The engine took too long", "Retry, ask for something simpler, or use another engine.");

    public static Problem NoImage { get; } = new(EditProblems.NoImage,
        "The engine answered without a picture", "Say differently what should change, or use another engine.");

    public static Problem BadAnswer { get; } = new(EditProblems.Provider,
        "The engine's answer is not a picture", "Retry, or use another engine.");

    public static Problem BadInput { get; } = new(EditProblems.Input,
        "The picture or the mask cannot be used", "Upload it again, saved anew in another program, and ask again.");

    public static Problem EmptyMask { get; } = new(EditProblems.Input,
        "The mask lets nothing change", "Paint what may change white, or opaque on a transparent ground, and ask again.");

    public static Problem NoSubject(string words) => new(EditProblems.Input, "The subject was not found", words);

    public static Problem StorageFull(string words) => new(EditProblems.StorageFull, "There is no room for the result", words);

    public static Problem GivenUp { get; } = new(EditProblems.Provider,
        "The edit failed every time it was tried", "Retry later, or use another engine.");

    /// <summary>The engine works; what was asked for cannot be done.</summary>
    public static bool IsRefusal(Problem problem) => problem.Code is
        EditProblems.NotUnderstood or EditProblems.Blocked or EditProblems.Input or EditProblems.TooExpensive;

    /// <summary>Asking for the next variant may go better: this one had bad luck, not bad words.</summary>
    public static bool IsBadLuck(Problem problem) => problem.Code is EditProblems.NoImage or EditProblems.Timeout or EditProblems.Provider;
}
