using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Contracts.Images;

/// <summary>Keeps a picture at hand, to be sent along with edits.</summary>
/// <param name="ImageId">An image of the session.</param>
/// <param name="Name">1–80 characters, such as "logo".</param>
/// <param name="Shared">
/// True, as by default, keeps it at hand for everybody in the session. False keeps it for oneself, in every session.
/// </param>
public sealed record CreateReferenceRequest(
    [RequiredId, IdLength] ImageId? ImageId, [Required, StringLength(Limits.ReferenceNameMaxLength)] string? Name,
    bool? Shared = null);

/// <summary>Gives a reference another name.</summary>
/// <param name="Name">1–80 characters.</param>
public sealed record UpdateReferenceRequest([Required, StringLength(Limits.ReferenceNameMaxLength)] string? Name);

/// <summary>A picture that is kept at hand. It is hidden while its picture is in the bin, and goes with it.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="SessionId">The session it is shared with; null when its author keeps it.</param>
/// <param name="AuthorId">Who keeps it.</param>
/// <param name="ImageId">The picture. In another session, copy it first: <c>POST /api/images/{id}/copy</c>.</param>
/// <param name="Name">What people call it.</param>
/// <param name="CreatedAt">When it was kept.</param>
public sealed record Reference(string Id, SessionId? SessionId, UserId AuthorId, ImageId ImageId, string Name, DateTimeOffset CreatedAt)
{
    /// <summary>The picture as its GET answers it; in lists and single answers, not in events.</summary>
    public Image? Image { get; init; }
}

/// <summary>Copies a picture into another session; its bytes are stored once.</summary>
/// <param name="SessionId">A session in which the caller is an editor.</param>
public sealed record CopyImageRequest([RequiredId, IdLength] SessionId? SessionId);
