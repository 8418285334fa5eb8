using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Throttling;

/// <summary>How much one caller may ask for (section <c>Limits</c>); counted in Redis, for all replicas together.</summary>
internal sealed class LimitOptions
{
    /// <summary>Requests of one signed-in user within <see cref="RequestWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerUser { get; set; } = 1200;

    /// <summary>Requests without a good token from one address (IPv6: one /64 network) within <see cref="RequestWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerAddress { get; set; } = 2400;

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Upload requests of one user within <see cref="UploadWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int UploadsPerUser { get; set; } = 1200;

    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan UploadWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Registrations from one address within <see cref="RegistrationWindow"/>; those that fail count, too.</summary>
    [Range(1, 1_000_000)]
    public int RegistrationsPerAddress { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan RegistrationWindow { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Guests from one address within <see cref="RegistrationWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int GuestsPerAddress { get; set; } = 20;

    /// <summary>Tries of one-time links to a new password from one address within <see cref="RegistrationWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int PasswordResetsPerAddress { get; set; } = 20;

    /// <summary>Mails with a link to a new password that one account gets within <see cref="RegistrationWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int PasswordMailsPerUser { get; set; } = 3;

    /// <summary>People whom one user may share with within <see cref="SharingWindow"/>; a changed role does not count.</summary>
    [Range(1, 1_000_000)]
    public int SharingPerUser { get; set; } = 20;

    /// <summary>Sessions that others may share with one user within <see cref="SharingWindow"/>.</summary>
    [Range(1, 1_000_000)]
    public int SharedPerUser { get; set; } = 20;

    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan SharingWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of messages that one user writes or changes within <see cref="TextWindow"/>, deleted ones included.</summary>
    [Range(100_000, int.MaxValue)]
    public int TextPerUser { get; set; } = 200 << 20;

    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan TextWindow { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Live connections that one user may have open.</summary>
    [Range(1, 100_000)]
    public int ConnectionsPerUser { get; set; } = 200;

    /// <summary>Searches, exports and reads of public copies of one user, or of one address, at a time on a replica.</summary>
    [Range(1, 1000)]
    public int HeavyPerCaller { get; set; } = 1;

    /// <summary>Those of one caller that wait for their turn; more are refused.</summary>
    [Range(0, 1000)]
    public int HeavyWaiting { get; set; } = 2;

    /// <summary>Those of all callers at a time on a replica; as many wait for their turn.</summary>
    [Range(1, 1000)]
    public int HeavyAtOnce { get; set; } = 8;

    /// <summary>Hub calls of one live connection in a second; one that goes on faster is closed.</summary>
    [Range(1, 10_000)]
    public int HubCallsPerSecond { get; set; } = 20;

    /// <summary>Streams that one live connection follows at a time.</summary>
    [Range(1, 10_000)]
    public int StreamsPerConnection { get; set; } = 100;

    /// <summary>Connections of WebSockets that one replica holds open.</summary>
    [Range(1, 1_000_000)]
    public int LiveConnections { get; set; } = 5000;

    /// <summary>Uploads of one user at a time on a replica.</summary>
    [Range(1, 1000)]
    public int UploadsAtOnce { get; set; } = 16;

    /// <summary>Bytes of uploads that are not stored yet, of all users together on a replica.</summary>
    [Range(1, long.MaxValue)]
    public long UploadBytesAtOnce { get; set; } = 2L << 30;

    /// <summary>The slowest upload in bytes a second, after <see cref="UploadGrace"/>.</summary>
    [Range(1, 1_000_000_000)]
    public int SlowestUpload { get; set; } = 10_000;

    /// <summary>How long an upload may be slower than that; Kestrel takes no less than a second and a bit.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")]
    public TimeSpan UploadGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RequestTime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an upload or a download may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TransferTime { get; set; } = TimeSpan.FromMinutes(15);

    public RateLimit User => new(RateLimit.User, RequestsPerUser, RequestWindow);

    public RateLimit Address => new("address", RequestsPerAddress, RequestWindow);

    public RateLimit Uploads => new(RateLimit.Uploads, UploadsPerUser, UploadWindow);

    public RateLimit Sharing => new(RateLimit.Sharing, SharingPerUser, SharingWindow);

    public RateLimit Shared => new(RateLimit.Shared, SharedPerUser, SharingWindow);

    public RateLimit Text => new(RateLimit.Text, TextPerUser, TextWindow);

    public RateLimit PasswordResets => new("password-resets", PasswordResetsPerAddress, RegistrationWindow);

    public RateLimit PasswordMails => new(RateLimit.PasswordMails, PasswordMailsPerUser, RegistrationWindow);

    public RateLimit Guests => new("guests", GuestsPerAddress, RegistrationWindow);

    public RateLimit Registrations => new("registrations", RegistrationsPerAddress, RegistrationWindow);
}

[OptionsValidator]
internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
