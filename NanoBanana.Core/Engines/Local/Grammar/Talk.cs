namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>A prompt that is no edit by itself.</summary>
/// <param name="Factor">By how much the edit before was too little or too much.</param>
internal sealed record Talk(TalkKind Kind, double Factor = 1)
{
    /// <summary>What should have been done instead of the edit before.</summary>
    public string Wish { get; init; } = "";
}

internal enum TalkKind
{
    /// <summary>Back to the picture before.</summary>
    Undo,

    /// <summary>Back to the picture that all began with.</summary>
    Original,

    /// <summary>The edit before once more, on top.</summary>
    Again,

    /// <summary>The edit before, but more of it.</summary>
    More,

    /// <summary>The edit before, but less of it.</summary>
    Less,

    /// <summary>Another edit in place of the one before.</summary>
    Instead,
    Help,
    Hello,
    Thanks,
}
