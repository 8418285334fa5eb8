using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace NanoBanana.Api.Mail;

/// <summary>The server that takes mail (section <c>Mail</c>). Without a host no mail is sent.</summary>
internal sealed class MailOptions : IValidatableObject
{
    public const string Section = "Mail";

    /// <summary>Its name or address (or <c>SMTP_HOST</c>).</summary>
    public string? Host { get; set; }

    /// <summary>Its TCP port (or <c>SMTP_PORT</c>).</summary>
    [Range(1, 65_535, ErrorMessage = "Set Mail:Port (or SMTP_PORT) to the TCP port of the mail server, 1 to 65535.")]
    public int Port { get; set; } = 587;

    /// <summary>Whom to sign in as (or <c>SMTP_USER</c>); nobody without.</summary>
    public string? User { get; set; }

    /// <summary>With what password (or <c>SMTP_PASSWORD</c>).</summary>
    public string? Password { get; set; }

    /// <summary>Who sends, such as <c>Nano Banana &lt;banana@example.org&gt;</c> (or <c>SMTP_FROM</c>).</summary>
    public string? From { get; set; }

    /// <summary>How the connection is encrypted (or <c>SMTP_SECURITY</c>).</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>How long the server may take for one mail.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);

    public SecureSocketOptions Sockets => Security switch
    {
        MailSecurity.None => SecureSocketOptions.None,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.StartTls,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && (From is null || !MimeKit.MailboxAddress.TryParse(From, out _)))
        {
            yield return new(
                "Set Mail:From (or SMTP_FROM) to the address that mail comes from, such as 'Nano Banana <banana@example.org>'.",
                [nameof(From)]);
        }

        if (!Enum.IsDefined(Security))
        {
            yield return new("Set Mail:Security (or SMTP_SECURITY) to StartTls, Tls or None.", [nameof(Security)]);
        }
    }
}

/// <summary>How a connection to a mail server is encrypted.</summary>
internal enum MailSecurity
{
    /// <summary>It begins in the clear and must change to TLS before anything is said.</summary>
    StartTls,
    /// <summary>It is TLS from the first byte, as on port 465.</summary>
    Tls,
    /// <summary>It is not; for a server on this machine.</summary>
    None,
}

[OptionsValidator]
internal sealed partial class MailOptionsValidator : IValidateOptions<MailOptions>;
