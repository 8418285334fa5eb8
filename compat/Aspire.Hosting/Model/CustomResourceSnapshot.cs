using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    public static implicit operator ResourceStateSnapshot?(string? text) => text is null ? null : new(text, null);
}

public sealed record CustomResourceSnapshot
{
    public ResourceStateSnapshot? State { get; init; }

    public HealthStatus? HealthStatus { get; init; }

    public int? ExitCode { get; init; }
}
