namespace NanoBanana.Core.Edits;

/// <summary>The edit is finished, cancelled or gone, or in the hands of a newer worker: what this one does is not wanted.</summary>
internal sealed class EditNotWantedException(CommandStatus status) : Exception($"The edit is not wanted from this worker ({status}).")
{
    public CommandStatus Status => status;

    public static void ThrowUnless(CommandStatus status)
    {
        if (status != CommandStatus.Ok)
        {
            throw new EditNotWantedException(status);
        }
    }
}
