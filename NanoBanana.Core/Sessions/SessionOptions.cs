using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Sessions;

/// <summary>Settings of sessions (section <c>Sessions</c>).</summary>
internal sealed class SessionOptions
{
    /// <summary>How long a deleted session can be restored; then it is removed for good.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan RestoreWindow { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Sessions that one user may own.</summary>
    [Range(1, 1_000_000)]
    public int PerUser { get; set; } = 10_000;
}

[OptionsValidator]
internal sealed partial class SessionOptionsValidator : IValidateOptions<SessionOptions>;
