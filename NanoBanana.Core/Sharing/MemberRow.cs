using System.Text.Json;

namespace NanoBanana.Core.Sharing;

/// <summary>A member as stored in an event; the name is looked up when the event is read.</summary>
/// <param name="JoinedAt">Milliseconds since 1970.</param>
internal sealed record MemberRow(UserId UserId, Role Role, long JoinedAt)
{
    public string Write() => JsonSerializer.Serialize(this, RowJson.Rows.MemberRow);

    public static MemberRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.MemberRow)!;

    /// <param name="row">As the session's members keep it: <c>role:joinedAt</c>.</param>
    public static MemberRow From(UserId userId, string row) =>
        new(userId, Sessions.Membership.RoleOf(row), long.Parse(row.AsSpan(row.IndexOf(':') + 1)));
}
