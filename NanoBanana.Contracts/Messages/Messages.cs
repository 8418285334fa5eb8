using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Messages;

/// <summary>Writes a message: text, images of the same session, or both.</summary>
/// <param name="Text">At most 8,000 characters.</param>
/// <param name="ImageIds">At most 16 images of the session.</param>
public sealed record CreateMessageRequest(
    [StringLength(Limits.MessageMaxLength)] string? Text,
    [MaxLength(Limits.MessageMaxImages)] IReadOnlyList<ImageId>? ImageIds) : IValidatableObject
{
    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Text) && ImageIds is null or { Count: 0 })
        {
            yield return new("Write a text or attach an image.", [nameof(Text)]);
        }
    }
}

/// <summary>Changes the text of a message.</summary>
/// <param name="Text">1–8,000 characters.</param>
public sealed record UpdateMessageRequest([Required, StringLength(Limits.MessageMaxLength)] string? Text);

/// <summary>One message of a session.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="AuthorId">Who wrote it; null for the assistant.</param>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">May be empty when there are images.</param>
/// <param name="ImageIds">The images it shows, in order.</param>
/// <param name="EditId">The edit that it asked for, or that answered with it.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="EditedAt">When its text was changed last.</param>
public sealed record Message(
    string Id, SessionId SessionId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] UserId? AuthorId, MessageRole Role, string Text,
    IReadOnlyList<ImageId> ImageIds, EditId? EditId, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt)
{
    /// <summary>The run that it started.</summary>
    public string? RunId { get; init; }
}

/// <summary>Who speaks.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<MessageRole>))]
public enum MessageRole
{
    /// <summary>A member of the session.</summary>
    User,
    /// <summary>An engine's answer.</summary>
    Assistant,
}
