using Microsoft.Extensions.Logging;

namespace NanoBanana.Core.Accounts;

/// <summary>What an operator reads and counts of a day's accounts: ids, and never names, addresses or tokens.</summary>
internal sealed partial class AccountLog(AccountMetrics metrics, ILogger<AccountLog> logger)
{
    private const string Nobody = "nobody";

    public void Registered(UserId userId)
    {
        metrics.Registered();
        LogRegistered(userId);
    }

    public void GuestRegistered(UserId userId)
    {
        metrics.Registered();
        LogGuestRegistered(userId);
    }

    public void SignedIn(UserId userId)
    {
        metrics.SignedIn();
        LogSignedIn(userId);
    }

    /// <param name="userId">Null when the login names nobody.</param>
    public void Refused(UserId? userId)
    {
        metrics.Refused();
        LogRefused(userId ?? Nobody);
    }

    /// <param name="userId">Null when the login names nobody.</param>
    public void LockedOut(UserId? userId, TimeSpan wait)
    {
        metrics.LockedOut();
        LogLockedOut(userId ?? Nobody, wait);
    }

    public void TokenReused(UserId userId, DeviceId deviceId)
    {
        metrics.TokenReused();
        LogTokenReused(userId, deviceId);
    }

    [LoggerMessage(LogLevel.Information, "User {UserId} registered", EventName = "account.registered")]
    private partial void LogRegistered(string userId);

    [LoggerMessage(LogLevel.Information, "Guest {UserId} came to try", EventName = "account.guest-created")]
    public partial void GuestCreated(string userId);

    [LoggerMessage(LogLevel.Information, "Guest {UserId} registered", EventName = "account.guest-registered")]
    private partial void LogGuestRegistered(string userId);

    [LoggerMessage(LogLevel.Information, "User {UserId} signed in", EventName = "account.signed-in")]
    private partial void LogSignedIn(string userId);

    [LoggerMessage(LogLevel.Information, "A password for user {UserId} was wrong", EventName = "account.refused")]
    private partial void LogRefused(string userId);

    [LoggerMessage(
        LogLevel.Warning, "Too many passwords for user {UserId} were wrong: tries wait {Wait}", EventName = "account.locked-out")]
    private partial void LogLockedOut(string userId, TimeSpan wait);

    [LoggerMessage(
        LogLevel.Warning, "A spent refresh token of user {UserId} was used again: device {DeviceId} is signed out",
        EventName = "account.token-reused")]
    private partial void LogTokenReused(string userId, string deviceId);

    [LoggerMessage(LogLevel.Information, "User {UserId} has a new password by a one-time link", EventName = "account.password-reset")]
    public partial void PasswordReset(string userId);

    [LoggerMessage(LogLevel.Information, "{Devices} devices of user {UserId} were signed out", EventName = "account.devices-revoked")]
    public partial void Revoked(string userId, long devices);

    [LoggerMessage(LogLevel.Information, "All other devices of user {UserId} were signed out", EventName = "account.all-devices-revoked")]
    public partial void RevokedAll(string userId);
}
