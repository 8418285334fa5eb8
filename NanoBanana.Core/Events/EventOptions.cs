using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Events;

/// <summary>Settings of the event logs (section <c>Events</c>).</summary>
internal sealed class EventOptions
{
    /// <summary>Events that a log keeps at least.</summary>
    [Range(100, 1_000_000)]
    public int LogLength { get; set; } = 10_000;

    /// <summary>How often a follower that hears nothing looks by itself and checks that it may still follow.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:30")]
    public TimeSpan IdleCheck { get; set; } = TimeSpan.FromSeconds(3);
}

[OptionsValidator]
internal sealed partial class EventOptionsValidator : IValidateOptions<EventOptions>;
