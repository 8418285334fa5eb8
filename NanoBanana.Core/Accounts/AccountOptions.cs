using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Accounts;

/// <summary>Settings of accounts (section <c>Accounts</c>).</summary>
internal sealed class AccountOptions
{
    /// <summary>Cost of BCrypt: each step doubles the work.</summary>
    [Range(4, 16)]
    public int BCryptCost { get; set; } = 12;

    /// <summary>Who may register.</summary>
    public Registration Registration { get; set; } = Registration.Open;

    /// <summary>Whether people may try without registering, where everybody may register.</summary>
    public bool Guests { get; set; } = true;

    /// <summary>How long a guest has to register before the account is erased.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan GuestLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Passwords that may wait to be hashed in each lane, beyond those at work; more are sent away with 503.</summary>
    [Range(0, 10_000)]
    public int HashesWaiting { get; set; } = 64;

    /// <summary>How long a password may wait to be hashed; then it is sent away with 503.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan HashingPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it is remembered that an account was erased, for what was under way then.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan ErasureMark { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an access token is good.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a device stays signed in without being used.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Devices signed in at once; the one unused for longest is signed out for a new one.</summary>
    [Range(1, 1000)]
    public int DevicesPerUser { get; set; } = 50;

    /// <summary>Failed sign-ins for one account from one address, within <see cref="FailureWindow"/>, before it is locked out.</summary>
    [Range(1, 10_000)]
    public int FailuresPerAccount { get; set; } = 10;

    /// <summary>Failed sign-ins from one address, for whatever accounts.</summary>
    [Range(1, 100_000)]
    public int FailuresPerAddress { get; set; } = 50;

    /// <summary>Failed sign-ins for one account from wherever; addresses where the user signed in before stay free.</summary>
    [Range(1, 100_000)]
    public int FailuresAnywhere { get; set; } = 100;

    /// <summary>How long a failure counts, and the longest lock-out.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan FailureWindow { get; set; } = TimeSpan.FromMinutes(15);
}

/// <summary>Who may register.</summary>
internal enum Registration
{
    Open,
    /// <summary>Whoever has the code of an open invitation to a session.</summary>
    Invitation,
    Closed,
}

[OptionsValidator]
internal sealed partial class AccountOptionsValidator : IValidateOptions<AccountOptions>;
