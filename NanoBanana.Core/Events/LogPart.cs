namespace NanoBanana.Core.Events;

/// <summary>A place in a log: the last entry that is known.</summary>
/// <param name="At">When that entry was written; null while it was not seen itself.</param>
internal readonly record struct LogPosition(long Seq, DateTimeOffset? At = null);

/// <summary>What one read of a log gave.</summary>
/// <param name="Entries">What comes after the position that was asked for, or the <c>reset</c> alone.</param>
/// <param name="End">Where the next read goes on.</param>
/// <param name="IsReset">The log does not reach back to the position, or was rewound.</param>
/// <param name="HasMore">There may be more entries already.</param>
internal sealed record LogPart(IReadOnlyList<LogEntry> Entries, LogPosition End, bool IsReset, bool HasMore);
