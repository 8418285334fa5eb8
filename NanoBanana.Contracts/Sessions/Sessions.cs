using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace NanoBanana.Contracts.Sessions;

/// <summary>Creates a session.</summary>
/// <param name="Title">At most 120 characters; without one the first message's text becomes the title.</param>
public sealed record CreateSessionRequest([StringLength(Limits.TitleMaxLength)] string? Title);

/// <summary>Renames a session.</summary>
/// <param name="Title">1–120 characters.</param>
public sealed record UpdateSessionRequest([Required, StringLength(Limits.TitleMaxLength)] string? Title);

/// <summary>One conversation around images, as its reader sees it.</summary>
/// <param name="Id">Opaque; sorts by creation time.</param>
/// <param name="Title">Empty until the first message; one from a request that failed gives way to the first that succeeds.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="UpdatedAt">When anything in it changed last.</param>
/// <param name="MessageCount">Messages in it.</param>
/// <param name="ImageCount">Pictures in it, without masks.</param>
/// <param name="Role">The reader's own role.</param>
/// <param name="LastSeq">The number of its newest event; 0 when there was none.</param>
/// <param name="FileName">Of its first picture: what to show while there is no title.</param>
public sealed record Session(
    SessionId Id, string Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    int MessageCount, int ImageCount, Role Role, long LastSeq, string? FileName = null);

/// <summary>What somebody may do in a session.</summary>
[JsonConverter(typeof(LowerCaseEnumConverter<Role>))]
public enum Role
{
    /// <summary>Reads and follows.</summary>
    Viewer,
    /// <summary>Also writes, uploads and edits.</summary>
    Editor,
    /// <summary>Also shares and deletes.</summary>
    Owner,
}
