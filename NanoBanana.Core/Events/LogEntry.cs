namespace NanoBanana.Core.Events;

/// <summary>An event as it is kept: <paramref name="Data"/> is the row as it was then.</summary>
internal sealed record LogEntry(long Seq, string Type, SessionId? SessionId, DateTimeOffset At, UserId? ActorId, string Data)
{
    /// <summary>The <c>traceparent</c> of the change; null when nobody traced it.</summary>
    public string? Trace { get; init; }

    public LogPosition Position => new(Seq, At);
}
