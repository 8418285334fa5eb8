using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Core.Sessions;

/// <summary>A session as it is kept.</summary>
internal sealed record SessionRow(
    SessionId Id, UserId OwnerId, string Title, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    int MessageCount, int ImageCount, long Bytes, long Seq, DateTimeOffset? DeletedAt, string? FileName)
{
    public Session ToContract(Role role) => new(Id, Title, CreatedAt, UpdatedAt, MessageCount, ImageCount, role, Seq, FileName);

    /// <summary>Reads the fields of the session's hash; null when there is none.</summary>
    public static SessionRow? From(SessionId id, Dictionary<string, string> fields) =>
        !fields.TryGetValue("ownerId", out var ownerId) ? null : new(
        id, new(ownerId), fields["title"], Time(fields["createdAt"]), Time(fields["updatedAt"]),
        int.Parse(fields["messageCount"]), int.Parse(fields["imageCount"]), long.Parse(fields["bytes"]), long.Parse(fields["seq"]),
        fields.TryGetValue("deletedAt", out var deletedAt) ? Time(deletedAt) : null, fields.GetValueOrDefault("fileName"));

    private static DateTimeOffset Time(string milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(milliseconds));
}
