using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.State;

/// <summary>A message on its way, or the wish for an edit, which becomes a message. Its key makes a repeated attempt harmless.</summary>
public sealed class OutboxMessage(string text, IReadOnlyList<string> imageIds, DateTimeOffset at, CreateEditRequest? edit = null)
{
    public string Key { get; } = Guid.NewGuid().ToString();

    public string Text { get; } = text;

    public IReadOnlyList<string> ImageIds { get; } = imageIds;

    public DateTimeOffset At { get; } = at;

    /// <summary>What is asked for; null for words alone.</summary>
    public CreateEditRequest? Edit { get; } = edit;

    /// <summary>The message it has become, which may be told of a little later.</summary>
    public string? MessageId { get; set; }

    /// <summary>Why the last attempt failed; null while it is being sent.</summary>
    public string? Failure { get; set; }
}
