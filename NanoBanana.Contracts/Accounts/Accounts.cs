using System.ComponentModel.DataAnnotations;

namespace NanoBanana.Contracts.Accounts;

/// <summary>Creates an account and signs this device in.</summary>
/// <param name="Username">
/// 3–32 letters and digits of any script, <c>_ . -</c>; kept in NFKC, unique without regard to case, and no look-alike of a name in use.
/// </param>
/// <param name="Email">Unique without regard to case.</param>
/// <param name="Password">8 characters to 72 bytes of UTF-8.</param>
/// <param name="Invitation">The code of an invitation that is open; asked for where people register by invitation only.</param>
public sealed record RegisterRequest(
    [Required, Username] string? Username,
    [Required, Email] string? Email,
    [Required, Password] string? Password,
    [StringLength(Limits.SecretMaxLength)] string? Invitation = null);

/// <summary>Codes of the problem with which <c>register</c> is refused (403).</summary>
public static class RegistrationCodes
{
    /// <summary>Only with the code of an open invitation.</summary>
    public const string ByInvitation = "registration-by-invitation";
    /// <summary>Nobody.</summary>
    public const string Closed = "registration-closed";
    /// <summary>No guests.</summary>
    public const string NoGuests = "no-guests";
}

/// <summary>Signs a device in.</summary>
/// <param name="Login">The user name or the e-mail address.</param>
/// <param name="Password">The account's password.</param>
public sealed record LoginRequest(
    [Required, StringLength(Limits.EmailMaxLength)] string? Login, [Required, StringLength(Limits.SecretMaxLength)] string? Password);

/// <summary>Trades a refresh token for new tokens (<c>refresh</c>), or revokes its family (<c>logout</c>).</summary>
/// <param name="RefreshToken">
/// The newest refresh token of the device; each is good for one use. A refresh whose answer was lost can be repeated once within 10 s and
/// gets the same tokens' successor again.
/// </param>
public sealed record RefreshRequest([Required, StringLength(Limits.SecretMaxLength)] string? RefreshToken);

/// <summary>Changes the caller's account; what is null stays as it is.</summary>
/// <param name="Username">A new user name.</param>
/// <param name="Email">A new e-mail address; needs <paramref name="CurrentPassword"/>.</param>
/// <param name="CurrentPassword">The password as it is now.</param>
/// <param name="NewPassword">A new password; needs <paramref name="CurrentPassword"/> and signs out all other devices.</param>
public sealed record UpdateUserRequest(
    [Username] string? Username,
    [Email] string? Email,
    [StringLength(Limits.SecretMaxLength)] string? CurrentPassword,
    [Password] string? NewPassword);

/// <summary>Erases the caller's account and all it owns.</summary>
/// <param name="Password">The account's password.</param>
public sealed record DeleteUserRequest([Required, StringLength(Limits.SecretMaxLength)] string? Password);

/// <summary>Sets a new password by a one-time link; all devices of the account are signed out.</summary>
/// <param name="Code">Of the link; good for 15 minutes and one use.</param>
/// <param name="NewPassword">8 characters to 72 bytes of UTF-8.</param>
public sealed record ResetPasswordRequest(
    [Required, StringLength(Limits.SecretMaxLength)] string? Code, [Required, Password] string? NewPassword);

/// <summary>Asks for a link to a new password.</summary>
/// <param name="Login">The user name or the e-mail address.</param>
public sealed record AskPasswordResetRequest([Required, StringLength(Limits.EmailMaxLength)] string? Login);

/// <summary>What becomes of a request for a link to a new password, the same for every login.</summary>
/// <param name="SendsMail">
/// Whether this server sends mail: a link is on its way if there is such an account. Otherwise an operator makes one.
/// </param>
public sealed record PasswordResetAnswer(bool SendsMail);

/// <summary>What a signed-in device holds.</summary>
/// <param name="User">Who is signed in.</param>
/// <param name="AccessToken">A JWT for <c>Authorization: Bearer</c>.</param>
/// <param name="ExpiresAt">When <paramref name="AccessToken"/> ends.</param>
/// <param name="RefreshToken">Good for one <c>refresh</c>.</param>
public sealed record Tokens(User User, string AccessToken, DateTimeOffset ExpiresAt, string RefreshToken);

/// <summary>An account as its owner sees it.</summary>
/// <param name="Id">Opaque; sorts by creation.</param>
/// <param name="Username">As it is now.</param>
/// <param name="Email">As it is now.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Operator">True for an operator; missing for everybody else. Only <c>GET me</c> tells it.</param>
/// <param name="Guest">True for a guest, who has no e-mail address and no password; missing for everybody else.</param>
public sealed record User(
    UserId Id, string Username, string Email, DateTimeOffset CreatedAt, bool? Operator = null, bool? Guest = null);

/// <summary>A place where an account is signed in.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Name">The browser or program, from its <c>User-Agent</c>.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="LastUsedAt">When it renewed its tokens last.</param>
/// <param name="Address">The network address it was seen at last.</param>
/// <param name="Current">Whether it is the caller's own.</param>
public sealed record Device(DeviceId Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, string Address, bool Current);

/// <summary>What the caller has used, and what they may use.</summary>
/// <param name="Images">Images in sessions they own.</param>
/// <param name="Bytes">Bytes of those images, as uploaded.</param>
/// <param name="Sessions">Sessions they own.</param>
/// <param name="TextBytes">Bytes of the messages, prompts and names in those sessions and in public copies of them.</param>
/// <param name="UnitsToday">Cost units of edits since midnight UTC; what failed or was cancelled is not counted.</param>
/// <param name="EditsToday">Edits asked for since midnight UTC, whatever came of them.</param>
/// <param name="Limits">The limits that apply.</param>
public sealed record Usage(long Images, long Bytes, long Sessions, long TextBytes, int UnitsToday, int EditsToday, UsageLimits Limits);

/// <summary>The limits of one account.</summary>
/// <param name="Bytes">Stored bytes of images.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="TextBytes">Bytes of text.</param>
/// <param name="UnitsPerDay">Cost units of edits a day (UTC).</param>
/// <param name="EditsPerDay">Edits asked for in a day (UTC).</param>
public sealed record UsageLimits(long Bytes, long Sessions, long TextBytes, int UnitsPerDay, int EditsPerDay);
