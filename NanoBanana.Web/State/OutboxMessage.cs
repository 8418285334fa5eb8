using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.State;

/// <summary>A message on its way, or the wish for an edit, which becomes a message.</summary>
public sealed class OutboxMessage(KeptMessage kept)
{
    public OutboxMessage(string text, IReadOnlyList<ImageId> imageIds, DateTimeOffset at, CreateEditRequest? edit = null)
        : this(new KeptMessage(Guid.NewGuid().ToString(), text, imageIds, at, edit))
    {
    }

    /// <summary>What the browser keeps of it.</summary>
    public KeptMessage Kept { get; } = kept;

    public string Key => Kept.Key;

    public string Text => Kept.Text;

    public IReadOnlyList<ImageId> ImageIds => Kept.ImageIds;

    public DateTimeOffset At => Kept.At;

    /// <summary>What is asked for; null for words alone.</summary>
    public CreateEditRequest? Edit => Kept.Edit;

    /// <summary>The message it has become, which may be told of a little later.</summary>
    public string? MessageId { get; set; }

    /// <summary>Why the last attempt failed; null while it is being sent.</summary>
    public string? Failure { get; set; }
}

/// <summary>All that is needed to send a message once more.</summary>
/// <param name="Key">Makes a repeated attempt harmless.</param>
/// <param name="Text">What is said or asked for.</param>
/// <param name="ImageIds">The pictures that go along.</param>
/// <param name="At">When it was written.</param>
/// <param name="Edit">What is asked for; null for words alone.</param>
public sealed record KeptMessage(string Key, string Text, IReadOnlyList<ImageId> ImageIds, DateTimeOffset At, CreateEditRequest? Edit);
