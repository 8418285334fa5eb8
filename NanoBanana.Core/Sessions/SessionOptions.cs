using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Sessions;

/// <summary>Settings of sessions (section <c>Sessions</c>).</summary>
internal sealed class SessionOptions
{
    /// <summary>How long a deleted session can be restored; then it is removed for good.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan RestoreWindow { get; set; } = TimeSpan.FromMinutes(10);
}

[OptionsValidator]
internal sealed partial class SessionOptionsValidator : IValidateOptions<SessionOptions>;
