using NanoBanana.Contracts.Sessions;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>A page of the caller's sessions, last changed first.</summary>
    /// <param name="query">Words of titles and message texts; null for all.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>.</param>
    /// <param name="limit">1–100, 20 by default.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Session>> ListSessionsAsync(
        string? query = null, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.Sessions, cursor, limit, ("q", query)), ContractJson.Default.PageSession, cancellationToken);

    /// <summary>Creates a session; without a title the first message's text becomes it.</summary>
    public async Task<Session> CreateSessionAsync(
        string? title = null, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.Sessions, new(title), ContractJson.Default.CreateSessionRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Session, cancellationToken);
    }

    /// <summary>One session.</summary>
    public Task<Session> GetSessionAsync(SessionId sessionId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Session(sessionId), ContractJson.Default.Session, cancellationToken);

    /// <summary>Gives a session another title.</summary>
    public async Task<Session> RenameSessionAsync(SessionId sessionId, string title, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Session(sessionId), new(title), ContractJson.Default.UpdateSessionRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Session, cancellationToken);
    }

    /// <summary>Makes a session of one's own from the zip of an exported one: all of it, or nothing.</summary>
    /// <param name="zip">Read once, from where it stands to its end.</param>
    /// <param name="idempotencyKey">The same key gives the same session again.</param>
    /// <param name="cancellationToken">Ends the import; nothing of it stays.</param>
    public async Task<Session> ImportSessionAsync(
        Stream zip, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var form = new MultipartFormDataContent { { new StreamContent(new LentStream(zip)), "file", "session.zip" } };
        using var request = Upload(Routes.ImportSession, form, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Session, cancellationToken);
    }

    /// <summary>Makes a session of one's own from a public copy.</summary>
    public async Task<Session> ForkSnapshotAsync(
        string snapshotId, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = Keyed(new(HttpMethod.Post, Routes.ForkSnapshot(snapshotId)), idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Session, cancellationToken);
    }

    /// <summary>Deletes a session; <see cref="RestoreSessionAsync"/> undoes it for 10 minutes.</summary>
    public Task DeleteSessionAsync(SessionId sessionId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Session(sessionId), cancellationToken);

    /// <summary>Brings a deleted session back.</summary>
    public async Task<Session> RestoreSessionAsync(
        SessionId sessionId, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = Keyed(new(HttpMethod.Post, Routes.RestoreSession(sessionId)), idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Session, cancellationToken);
    }
}
