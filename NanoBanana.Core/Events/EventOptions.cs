using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Events;

/// <summary>Settings of the event logs (section <c>Events</c>).</summary>
internal sealed class EventOptions
{
    /// <summary>Events that a log keeps at most, or a little more.</summary>
    [Range(100, 1_000_000)]
    public int LogLength { get; set; } = 10_000;

    /// <summary>How old an entry may get; old ones go as new ones are added.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan LogAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Both limits, as the scripts take them.</summary>
    public string LogLimits => $"{LogLength}:{(long)LogAge.TotalMilliseconds}";

    /// <summary>How often a replica looks for itself at each log that is followed, and whether its devices are signed in.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan IdleCheck { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class EventOptionsValidator : IValidateOptions<EventOptions>;
