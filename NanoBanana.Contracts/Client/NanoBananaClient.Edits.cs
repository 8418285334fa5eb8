using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>The engines and what they can do.</summary>
    public Task<IReadOnlyList<EngineInfo>> ListEnginesAsync(CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Engines, ContractJson.Default.IReadOnlyListEngineInfo, cancellationToken);

    /// <summary>Asks for an edit; its events tell how it goes on. 429 when the day's units are used up.</summary>
    public async Task<Edit> CreateEditAsync(
        SessionId sessionId, CreateEditRequest edit, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.SessionEdits(sessionId), edit, ContractJson.Default.CreateEditRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Edit, cancellationToken);
    }

    /// <summary>A page of a session's edits, newest first.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>.</param>
    /// <param name="limit">1–100, 20 by default.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Edit>> ListEditsAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionEdits(sessionId), cursor, limit), ContractJson.Default.PageEdit, cancellationToken);

    /// <summary>
    /// A page of the caller's own edits, newest first, in all sessions they still see: at least what is of today or
    /// yesterday (UTC).
    /// </summary>
    /// <param name="statuses">Only those; all without.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>.</param>
    /// <param name="limit">1–100, 20 by default.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Edit>> ListMyEditsAsync(
        IEnumerable<EditStatus>? statuses = null, string? cursor = null, int? limit = null,
        CancellationToken cancellationToken = default) =>
        GetAsync(
            QueryHelpers.AddQueryString(Paged(Routes.Edits, cursor, limit), (statuses ?? []).Select(status =>
                KeyValuePair.Create<string, string?>("status", JsonNamingPolicy.CamelCase.ConvertName(status.ToString())))),
            ContractJson.Default.PageEdit, cancellationToken);

    /// <summary>One edit.</summary>
    public Task<Edit> GetEditAsync(EditId editId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Edit(editId), ContractJson.Default.Edit, cancellationToken);

    /// <summary>Cancels an edit; 409 when it is finished.</summary>
    public Task CancelEditAsync(EditId editId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Edit(editId), cancellationToken);

    /// <summary>Asks for the same again, of another engine if one is named; 409 while the first is not finished.</summary>
    public async Task<Edit> RetryEditAsync(
        EditId editId, string? engine = null, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.RetryEdit(editId), new(engine), ContractJson.Default.RetryEditRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Edit, cancellationToken);
    }
}
