using NanoBanana.Contracts.Accounts;

namespace NanoBanana.Core.Accounts;

/// <summary>An account as it is kept.</summary>
/// <param name="Rev">Counts the changes of names and password; a change is written only to the row that it was made from.</param>
internal sealed record UserRow(
    UserId Id, string Username, string Email, string PasswordHash, DateTimeOffset CreatedAt, long Rev, bool IsDisabled = false)
{
    /// <summary>Without a password; only its device gets in.</summary>
    public bool IsGuest => PasswordHash.Length == 0;

    public User ToContract() => new(Id, Username, Email, CreatedAt, Guest: IsGuest ? true : null);
}

/// <summary>What changes in an account; what is null stays as it is.</summary>
internal sealed record UserChange(string? Username = null, string? Email = null, string? PasswordHash = null)
{
    /// <summary>The device that stays signed in when all others are signed out; null leaves every device as it is.</summary>
    public DeviceId? KeepDevice { get; init; }
}

/// <summary>How a change of an account ended.</summary>
/// <param name="User">The account after the change; null when nothing was changed.</param>
/// <param name="Taken">The fields whose names are taken. Without any, the account has changed meanwhile: read it and judge again.</param>
internal sealed record UserUpdate(UserRow? User, IReadOnlyList<string> Taken)
{
    public static readonly UserUpdate Stale = new(null, []);
}

/// <summary>One signed-in device; its refresh tokens are one family.</summary>
internal sealed record DeviceRow(
    DeviceId Id, string Name, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt);
