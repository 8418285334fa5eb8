namespace NanoBanana.Core.Sessions;

/// <summary>Who may do what in a session, written as <c>role:joinedAt</c> in the session's members.</summary>
internal static class Membership
{
    public static Role RoleOf(string row) => Enum.Parse<Role>(row[..row.IndexOf(':')], ignoreCase: true);

    public static string Row(Role role, DateTimeOffset joinedAt) => $"{NameOf(role)}:{joinedAt.ToUnixTimeMilliseconds()}";

    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();
}
