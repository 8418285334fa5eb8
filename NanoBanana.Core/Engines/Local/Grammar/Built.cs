using NanoBanana.Core.Imaging.Editing;

namespace NanoBanana.Core.Engines.Local.Grammar;

/// <summary>The step that a clause stands for, or what is wrong with it.</summary>
internal readonly record struct Built(EditStep? Step, Complaint? Wrong)
{
    public static implicit operator Built(EditStep step) => new(step, null);

    public static implicit operator Built(Complaint complaint) => new(null, complaint);
}
