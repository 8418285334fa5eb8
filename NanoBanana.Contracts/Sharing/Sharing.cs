using System.ComponentModel.DataAnnotations;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Contracts.Sharing;

/// <summary>Somebody who may open a session.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Username">As it is now.</param>
/// <param name="Role">What they may do.</param>
/// <param name="JoinedAt">Since when.</param>
public sealed record Member(UserId UserId, string Username, Role Role, DateTimeOffset JoinedAt);

/// <summary>Shares a session with a user, or changes their role.</summary>
/// <param name="Login">Their user name; an e-mail address counts only once it is verified.</param>
/// <param name="Role"><c>viewer</c> or <c>editor</c>.</param>
public sealed record AddMemberRequest(
    [Required, StringLength(Limits.EmailMaxLength)] string? Login, [Required, Shareable] Role? Role);

/// <summary>Somebody who cannot share with the caller any more.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Username">As it is now.</param>
/// <param name="Since">When the caller blocked them.</param>
public sealed record BlockedUser(UserId UserId, string Username, DateTimeOffset Since);

/// <summary>What <c>data</c> of <c>member.removed</c> holds.</summary>
public sealed record MemberRemoved(UserId UserId);

/// <summary>Makes a link with which others join.</summary>
/// <param name="Role"><c>viewer</c> or <c>editor</c>.</param>
/// <param name="ExpiresAt">In the future; without one it does not expire.</param>
/// <param name="MaxUses">1–10,000; without it as many as like.</param>
public sealed record CreateInviteRequest(
    [Required, Shareable] Role? Role, DateTimeOffset? ExpiresAt = null, [Range(1, Limits.InviteMaxUses)] int? MaxUses = null);

/// <summary>A link with which others join a session.</summary>
/// <param name="Code">A secret of 128 bits; who has it can join.</param>
/// <param name="Url">The page that joins.</param>
/// <param name="Role">What those who join may do.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="MaxUses">How many may join with it.</param>
/// <param name="Uses">How many have joined with it.</param>
public sealed record Invite(string Code, string Url, Role Role, DateTimeOffset? ExpiresAt, int? MaxUses, int Uses);

/// <summary>What an invitation leads to, told to whoever has its code before they join.</summary>
/// <param name="Inviter">The user name of the session's owner.</param>
/// <param name="Title">Of the session; empty where it has none yet.</param>
/// <param name="Role">What those who join may do.</param>
/// <param name="ThumbnailUrl">
/// The thumbnail of the session's newest picture, WebP, relative to the API's address; it needs no token and ends with the invitation. Null
/// where there is no picture yet.
/// </param>
/// <param name="CanRegister">Whether an account can be made here with it.</param>
/// <param name="CanTry">Whether somebody without an account can join as a guest.</param>
public sealed record InvitePreview(string Inviter, string Title, Role Role, string? ThumbnailUrl, bool CanRegister, bool CanTry);

/// <summary>Says what a public copy shows; without it everything but failed asks.</summary>
/// <param name="ImageIds">1–1,000 pictures of the session that are ready; without any all of them. Masks are never shown.</param>
/// <param name="Messages"><c>false</c> leaves out the title and the messages; those that asked for an edit in vain are never shown.</param>
public sealed record CreateSnapshotRequest(
    [MinLength(1), MaxLength(Limits.SnapshotMaxImages)] IReadOnlyList<ImageId>? ImageIds = null, bool? Messages = null);

/// <summary>A public, read-only copy of a session, or of some of its pictures.</summary>
/// <param name="Id">A secret of 128 bits; who has it can read.</param>
/// <param name="Url">The page that shows it.</param>
/// <param name="CreatedAt">What it shows is as of then.</param>
public sealed record Snapshot(string Id, string Url, DateTimeOffset CreatedAt);

/// <summary>A page of what a snapshot shows.</summary>
/// <param name="Title">Of the session; empty where no messages are shown.</param>
/// <param name="CreatedAt">What it shows is as of then.</param>
/// <param name="Messages">A page, oldest first.</param>
/// <param name="Images">Those of the messages and the next ones, oldest first; without metadata such as where they were taken.</param>
/// <param name="NextCursor">Where both lists go on; null at their end.</param>
public sealed record SnapshotContent(
    string Title, DateTimeOffset CreatedAt, IReadOnlyList<SnapshotMessage> Messages, IReadOnlyList<SnapshotImage> Images,
    string? NextCursor = null);

/// <summary>A message of a public copy: it does not say who wrote it, nor in which session.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">May be empty when there are images.</param>
/// <param name="ImageIds">The images it shows, in order.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="EditedAt">When its text was changed last.</param>
public sealed record SnapshotMessage(
    MessageRole Role, string Text, IReadOnlyList<ImageId> ImageIds, DateTimeOffset CreatedAt, DateTimeOffset? EditedAt);

/// <summary>An image of a public copy: it does not say of which session it is, nor what its original's bytes are.</summary>
/// <param name="Id">Opaque; of this copy alone, not the image's id in its session.</param>
/// <param name="FileName">As uploaded, without folders.</param>
/// <param name="ContentType">By its content.</param>
/// <param name="Width">Pixels, upright.</param>
/// <param name="Height">Pixels, upright.</param>
/// <param name="Url">The picture without metadata, relative to the API's address; signed, expires.</param>
/// <param name="ThumbnailUrl">The thumbnail; signed, expires.</param>
/// <param name="ParentId">The image it was made from, where the copy shows that one, too.</param>
/// <param name="CreatedAt">When it was uploaded or made.</param>
public sealed record SnapshotImage(
    ImageId Id, string FileName, string ContentType, int Width, int Height, string Url, string? ThumbnailUrl, ImageId? ParentId,
    DateTimeOffset CreatedAt);

/// <summary>Viewer or editor: a session has one owner, who cannot be made by sharing.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ShareableAttribute() : ValidationAttribute("Share as viewer or editor.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null or Role.Viewer or Role.Editor;
}
