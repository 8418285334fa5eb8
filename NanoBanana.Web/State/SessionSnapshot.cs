using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Web.State;

/// <summary>A session as it was read: what the prerendered page hands over to its circuit.</summary>
public sealed record SessionSnapshot(Session Session, Page<Message> Messages, Page<Image> Images, Page<Edit> Edits, Page<Run> Runs)
{
    private const int TextMax = 32_000;

    /// <summary>Whether it fits into the one message that carries it; long conversations are read again instead.</summary>
    public bool IsSmall => Messages.Items.Sum(message => message.Text.Length) + Edits.Items.Sum(edit => edit.Prompt.Length)
        + Runs.Items.Sum(run => run.Steps.Sum(step => step.Prompt.Length)) < TextMax;
}
