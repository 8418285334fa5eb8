using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>The steps that a clause stands for, or what is wrong with it.</summary>
internal readonly record struct Built(IReadOnlyList<EditStep> Steps, Complaint? Wrong = null)
{
    public static implicit operator Built(EditStep step) => new([step]);

    public static implicit operator Built(Complaint complaint) => new([], complaint);
}
