namespace NanoBanana.Web.Conversation;

/// <summary>A message on its way. Its key makes a repeated attempt harmless.</summary>
public sealed class Outgoing(string text, IReadOnlyList<string> imageIds, DateTimeOffset at)
{
    public string Key { get; } = Guid.NewGuid().ToString();

    public string Text { get; } = text;

    public IReadOnlyList<string> ImageIds { get; } = imageIds;

    public DateTimeOffset At { get; } = at;

    /// <summary>Why the last attempt failed; null while it is being sent.</summary>
    public string? Failure { get; set; }
}
