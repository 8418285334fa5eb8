namespace NanoBanana.Core.Sessions;

/// <summary>Who may do what in a session, written as <c>role:joinedAt</c> in the session's members.</summary>
internal static class Membership
{
    public static Role RoleOf(string row) => row[..row.IndexOf(':')] switch
    {
        "viewer" => Role.Viewer,
        "editor" => Role.Editor,
        "owner" => Role.Owner,
        var other => throw new FormatException($"There is no role {other}."),
    };

    public static string Row(Role role, DateTimeOffset joinedAt) => $"{NameOf(role)}:{joinedAt.ToUnixTimeMilliseconds()}";

    public static string NameOf(Role role) => role switch
    {
        Role.Viewer => "viewer",
        Role.Editor => "editor",
        _ => "owner",
    };
}
