using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using NanoBanana.Api.Live;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Events;
using NanoBanana.Core.Jobs;

namespace NanoBanana.Tests.Fixtures;

/// <summary>Meters that nobody reads, for what is made without a container.</summary>
internal sealed class NoMeters : IMeterFactory
{
    private static readonly NoMeters Factory = new();

    public static JobMetrics Jobs { get; } = new(Factory);

    public static EditMetrics Edits { get; } = new(Factory);

    public static EventMetrics Events { get; } = new(Factory);

    public static AccountLog Log { get; } = new(new(Factory), NullLogger<AccountLog>.Instance);

    public static LiveMetrics Live { get; } = new(Factory, TimeProvider.System);

    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
