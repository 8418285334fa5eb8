using NanoBanana.Contracts.Sessions;
using NanoBanana.Contracts.Sharing;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>Who may open a session, its owner first.</summary>
    public Task<Page<Member>> ListMembersAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.Members(sessionId), cursor, limit), ContractJson.Default.PageMember, cancellationToken);

    /// <summary>Shares a session with a user, or changes their role.</summary>
    public async Task<Member> AddMemberAsync(
        SessionId sessionId, string login, Role role, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.Members(sessionId), new(login, role), ContractJson.Default.AddMemberRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Member, cancellationToken);
    }

    /// <summary>Ends the caller's own membership, and keeps the session's owner from sharing with the caller again when asked to.</summary>
    public Task LeaveAsync(SessionId sessionId, UserId ownId, bool block = false, CancellationToken cancellationToken = default) =>
        DeleteAsync($"{Routes.Member(sessionId, ownId)}?block={(block ? "true" : "false")}", cancellationToken);

    /// <summary>Whom the caller has blocked.</summary>
    public Task<Page<BlockedUser>> ListBlockedAsync(
        string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.Blocks, cursor, limit), ContractJson.Default.PageBlockedUser, cancellationToken);

    /// <summary>Keeps somebody from sharing with the caller; 404 when there is no such account.</summary>
    public async Task BlockAsync(UserId userId, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Routes.Block(userId));
        using var response = await SendAsync(await AuthorizeAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Lets somebody share with the caller again.</summary>
    public Task UnblockAsync(UserId userId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Block(userId), cancellationToken);

    /// <summary>Ends somebody's membership, or one's own; the link that a removed member came by ends, too.</summary>
    public Task RemoveMemberAsync(SessionId sessionId, UserId userId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Member(sessionId, userId), cancellationToken);

    /// <summary>The links with which others can join.</summary>
    public Task<Page<Invite>> ListInvitesAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionInvites(sessionId), cursor, limit), ContractJson.Default.PageInvite, cancellationToken);

    /// <summary>Makes a link with which others join.</summary>
    public async Task<Invite> CreateInviteAsync(
        SessionId sessionId, CreateInviteRequest invite, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.SessionInvites(sessionId), invite, ContractJson.Default.CreateInviteRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Invite, cancellationToken);
    }

    /// <summary>Ends a link; those who joined with it stay.</summary>
    public Task RevokeInviteAsync(SessionId sessionId, string code, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.SessionInvite(sessionId, code), cancellationToken);

    /// <summary>What an invitation leads to; needs no account. 404 when it is unknown, expired, used up or revoked.</summary>
    public async Task<InvitePreview> PreviewInviteAsync(string code, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Routes.Invite(code));
        return await SendAsync(request, ContractJson.Default.InvitePreview, cancellationToken);
    }

    /// <summary>Joins a session; 404 when the link is unknown, expired, used up or revoked.</summary>
    public async Task<Session> JoinAsync(string code, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.Invite(code));
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Session, cancellationToken);
    }

    /// <summary>The public copies of a session.</summary>
    public Task<Page<Snapshot>> ListSnapshotsAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionSnapshots(sessionId), cursor, limit), ContractJson.Default.PageSnapshot, cancellationToken);

    /// <summary>Makes a public, read-only copy of a session as it is now, or of some of its pictures.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="snapshot">What it shows; null for everything but failed asks.</param>
    /// <param name="idempotencyKey">The same for every try.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Snapshot> CreateSnapshotAsync(
        SessionId sessionId, CreateSnapshotRequest? snapshot = null, string? idempotencyKey = null,
        CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.SessionSnapshots(sessionId), snapshot ?? new(), ContractJson.Default.CreateSnapshotRequest,
            idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Snapshot, cancellationToken);
    }

    /// <summary>A page of what a snapshot shows; needs no account.</summary>
    /// <param name="id">The snapshot's code.</param>
    /// <param name="cursor">The page before's <see cref="SnapshotContent.NextCursor"/>.</param>
    /// <param name="limit">1–100.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<SnapshotContent> GetSnapshotAsync(
        string id, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Paged(Routes.Snapshot(id), cursor, limit));
        return await SendAsync(request, ContractJson.Default.SnapshotContent, cancellationToken);
    }

    /// <summary>Takes a public copy away.</summary>
    public Task DeleteSnapshotAsync(string id, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Snapshot(id), cancellationToken);

    /// <summary>A zip with <c>session.json</c> and the original images; the caller disposes the stream.</summary>
    public Task<Stream> ExportSessionAsync(SessionId sessionId, CancellationToken cancellationToken = default) =>
        OpenAsync(Routes.ExportSession(sessionId), cancellationToken);
}
