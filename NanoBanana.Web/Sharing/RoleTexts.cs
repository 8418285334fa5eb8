using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.Resources;

namespace NanoBanana.Web.Sharing;

/// <summary>Says what a member of a session may do.</summary>
internal static class RoleTexts
{
    public static string Of(Role role) => role switch
    {
        Role.Owner => Text.RoleOwner,
        Role.Editor => Text.RoleEditor,
        _ => Text.RoleViewer,
    };

    /// <summary>To the member, who does not own the session.</summary>
    public static string OfMine(Role role) => role is Role.Viewer ? Text.MyRoleViewer : Text.MyRoleEditor;

    /// <summary>Who invites to what.</summary>
    public static string OfInvite(InvitePreview invite)
    {
        var title = invite.Title is { Length: > 0 } named ? named : Text.Untitled;
        return invite.Role is Role.Viewer
            ? Text.FormatJoinInvitesViewer(invite.Inviter, title)
            : Text.FormatJoinInvitesEditor(invite.Inviter, title);
    }

    /// <summary>What those may do who join.</summary>
    public static string OfJoining(Role role) => role is Role.Viewer ? Text.JoinRoleViewer : Text.JoinRoleEditor;
}
