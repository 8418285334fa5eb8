using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>What became of a prompt: one of the three cases nested here.</summary>
internal abstract record Reading
{
    private Reading()
    {
    }

    internal sealed record Understood(EditProgram Program) : Reading
    {
        /// <summary>What words were taken for that were not written so; none where all were known.</summary>
        public IReadOnlyList<string> ReadAs { get; init; } = [];
    }

    /// <param name="Words">What was not understood, as it was written.</param>
    /// <param name="Choices">Prompts that mean nearly the same and are understood, in the language of the answer.</param>
    internal sealed record NotUnderstood(Complaint Complaint, IReadOnlyList<string> Words, IReadOnlyList<string> Choices) : Reading;

    /// <summary>It speaks of the edit before, or of nothing to edit.</summary>
    internal sealed record Talked(Talk Talk) : Reading;
}
