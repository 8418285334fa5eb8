using NanoBanana.Contracts.Accounts;

namespace NanoBanana.Core.Accounts;

/// <summary>An account as it is kept.</summary>
internal sealed record UserRow(string Id, string Username, string Email, string PasswordHash, DateTimeOffset CreatedAt, bool IsDisabled = false)
{
    public User ToContract() => new(Id, Username, Email, CreatedAt);
}

/// <summary>One signed-in device; its refresh tokens are one family.</summary>
internal sealed record DeviceRow(
    string Id, string Name, string? Address, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, DateTimeOffset ExpiresAt);
