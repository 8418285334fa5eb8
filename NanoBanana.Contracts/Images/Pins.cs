using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Contracts.Images;

/// <summary>Puts a comment at a place of a picture.</summary>
/// <param name="X">From the left, in pixels of the upright picture.</param>
/// <param name="Y">From the top.</param>
/// <param name="Area">What it is about, where that is more than a place; inside the picture.</param>
/// <param name="Text">1–2,000 characters.</param>
public sealed record CreatePinRequest(
    [Required] int? X, [Required] int? Y, SelectionBox? Area,
    [Required, StringLength(Limits.PinMaxLength)] string? Text);

/// <summary>Answers a comment.</summary>
/// <param name="Text">1–2,000 characters.</param>
public sealed record ReplyToPinRequest([Required, StringLength(Limits.PinMaxLength)] string? Text);

/// <summary>Settles a comment, or opens it again.</summary>
/// <param name="Resolved">Whether it is settled.</param>
public sealed record UpdatePinRequest([Required] bool? Resolved);

/// <summary>A comment at a place of a picture.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session of the picture.</param>
/// <param name="ImageId">The picture.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="X">From the left, in pixels of the upright picture.</param>
/// <param name="Y">From the top.</param>
/// <param name="Area">What it is about, where that is more than a place.</param>
/// <param name="Text">What it says.</param>
/// <param name="Replies">Oldest first; at most <see cref="Limits.PinMaxReplies"/>.</param>
/// <param name="Resolved">Whether it is settled.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="ResolvedBy">Who settled it.</param>
public sealed record Pin(
    string Id, SessionId SessionId, ImageId ImageId, UserId AuthorId, int X, int Y, SelectionBox? Area, string Text,
    IReadOnlyList<PinReply> Replies, bool Resolved, DateTimeOffset CreatedAt, UserId? ResolvedBy);

/// <summary>An answer to a comment.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Text">What it says.</param>
/// <param name="CreatedAt">When it was written.</param>
public sealed record PinReply(string Id, UserId AuthorId, string Text, DateTimeOffset CreatedAt);
