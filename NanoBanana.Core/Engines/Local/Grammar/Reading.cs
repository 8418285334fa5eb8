using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What became of a prompt: one of the two cases nested here.</summary>
internal abstract record Reading
{
    private Reading()
    {
    }

    internal sealed record Understood(EditProgram Program) : Reading;

    /// <param name="Words">What was not understood, as it was written.</param>
    internal sealed record NotUnderstood(Complaint Complaint, IReadOnlyList<UnknownWord> Words) : Reading;
}

/// <param name="Nearest">Known words that look like it, the likeliest first.</param>
internal sealed record UnknownWord(string Word, IReadOnlyList<string> Nearest);

/// <summary>Why a prompt is not understood, in both languages.</summary>
internal sealed record Complaint(string English, string Chinese);
