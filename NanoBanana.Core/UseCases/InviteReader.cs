using NanoBanana.Contracts.Images;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Images;
using NanoBanana.Core.Sharing;

namespace NanoBanana.Core.UseCases;

/// <summary>Reads what an open invitation leads to, for whoever has its code. Every other code is answered alike: with null.</summary>
internal sealed class InviteReader(InviteStore invites, UserStore users, ImageList images)
{
    // The newest may be masks, in the making or unreadable.
    private const int Looked = 20;

    public async Task<InvitedSession?> ReadAsync(string code) =>
        await invites.FindOpenAsync(code) is { } invite && await users.FindAsync(invite.OwnerId) is { } owner
            ? new(invite, owner.Username, await CoverAsync(invite.SessionId))
            : null;

    /// <summary>The newest picture of the session; null where it has none.</summary>
    public async Task<ImageRow?> FindCoverAsync(string code) =>
        await invites.FindOpenAsync(code) is { } invite ? await CoverAsync(invite.SessionId) : null;

    private async Task<ImageRow?> CoverAsync(SessionId sessionId) =>
        (await images.OfSessionAsync(sessionId, null, Looked)).Items.FirstOrDefault(
            image => image is { Status: ImageStatus.Ready, IsMask: false });
}

/// <summary>What an invitation leads to.</summary>
/// <param name="Inviter">The user name of the owner.</param>
/// <param name="Cover">The newest picture, if there is one.</param>
internal sealed record InvitedSession(OpenInvite Invite, string Inviter, ImageRow? Cover);
