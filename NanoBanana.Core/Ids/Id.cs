using System.Globalization;

namespace NanoBanana.Core.Ids;

/// <summary>
/// Ids are UUIDs of version 7 (RFC 9562, section 5.7) in lower-case hexadecimal, so they sort by creation time. What belongs to a
/// session carries the session's id behind its own: one look at an id tells where its row is.
/// </summary>
internal static class Id
{
    public const int Length = 32;
    private static readonly Lock Gate = new();
    private static long _lastTicket;

    public static string New(DateTimeOffset now) => NewGuid(now).ToString("N");

    /// <summary>The id of something in a session.</summary>
    public static string InSession(string own, SessionId sessionId) => own + sessionId.Value;

    public static bool IsOwn(string? id) => id is { Length: Length } && id.All(char.IsAsciiHexDigitLower);

    /// <summary>The session of a message, image or edit; null when the id has not the shape of one.</summary>
    public static SessionId? SessionOf(string? id) => ScopeOf(id) is { } scope ? new(scope) : null;

    /// <summary>The second half of an id: its session, or the user who keeps it. Null when the id has not this shape.</summary>
    public static string? ScopeOf(string? id) =>
        id is { Length: 2 * Length } && id.All(char.IsAsciiHexDigitLower) ? id[Length..] : null;

    /// <summary>When the id was made, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(string id) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(id.AsSpan(0, 12), NumberStyles.HexNumber));

    /// <summary>Sorts before every id that was made at this time or later, and behind every earlier one.</summary>
    public static string FirstAt(DateTimeOffset time)
    {
        var milliseconds = (time.UtcTicks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond
            - DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMillisecond;
        return Math.Clamp(milliseconds, 0, (1L << 48) - 1).ToString("x12", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Ids made by this process within one millisecond still sort: the 12 bits behind the time count (method 1 of section 6.2).
    /// </summary>
    private static Guid NewGuid(DateTimeOffset now)
    {
        long ticket;
        lock (Gate)
        {
            ticket = _lastTicket = Math.Max(_lastTicket + 1, now.ToUnixTimeMilliseconds() << 12);
        }

        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(ticket >> 12)).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)(0x70 | (ticket >> 8 & 0xF));
        bytes[7] = (byte)ticket;
        return new Guid(bytes, bigEndian: true);
    }
}
