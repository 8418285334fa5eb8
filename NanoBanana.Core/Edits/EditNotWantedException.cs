namespace NanoBanana.Core.Edits;

/// <summary>The edit is finished, cancelled or gone, or in the hands of a newer worker: what this one does is not wanted.</summary>
internal sealed class EditNotWantedException(CommandResult outcome) : Exception($"The edit is not wanted from this worker ({outcome}).")
{
    public CommandResult Outcome => outcome;

    public static void ThrowUnless(CommandResult outcome)
    {
        if (outcome != CommandResult.Ok)
        {
            throw new EditNotWantedException(outcome);
        }
    }
}
