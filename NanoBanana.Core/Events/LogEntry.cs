namespace NanoBanana.Core.Events;

/// <summary>An event as it is kept: <paramref name="Data"/> is the row as it was then.</summary>
internal sealed record LogEntry(long Seq, string Type, string? SessionId, DateTimeOffset At, string? ActorId, string Data)
{
    public LogPosition Position => new(Seq, At);
}
