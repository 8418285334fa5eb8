using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Scanning;

/// <summary>The malware scanner, a ClamAV daemon that listens on TCP: the configuration section <c>Scanning</c>.</summary>
internal sealed class ScanningOptions
{
    public const string Section = "Scanning";

    /// <summary>Where clamd runs (or <c>CLAMAV_HOST</c>). Without it, uploads are not scanned.</summary>
    public string? Host { get; set; }

    /// <summary>Its TCP port (or <c>CLAMAV_PORT</c>).</summary>
    [Range(1, 65_535, ErrorMessage = "Set Scanning:Port (or CLAMAV_PORT) to the TCP port of clamd, 1 to 65535.")]
    public int Port { get; set; } = 3310;

    /// <summary>How long one scan may take, and how long the daemon may be silent, before the upload is refused.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What the daemon takes in one go: no more than its <c>StreamMaxLength</c>. Larger files are refused.</summary>
    [Range(1, int.MaxValue)]
    public long MaxBytes { get; set; } = 25 << 20;

    public bool IsOn => !string.IsNullOrWhiteSpace(Host);

    /// <summary>The flat names count where the section says nothing.</summary>
    public static void ApplyAliases(ScanningOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section[nameof(Host)] is not { Length: > 0 })
        {
            options.Host = configuration["CLAMAV_HOST"];
        }

        if (section[nameof(Port)] is not { Length: > 0 } && configuration["CLAMAV_PORT"] is { Length: > 0 } port)
        {
            options.Port = int.TryParse(port, out var number) ? number : 0;
        }
    }
}

[OptionsValidator]
internal sealed partial class ScanningOptionsValidator : IValidateOptions<ScanningOptions>;
