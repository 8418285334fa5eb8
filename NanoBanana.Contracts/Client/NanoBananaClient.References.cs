using NanoBanana.Contracts.Images;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>A page of the references of a session and of those that the caller keeps, newest first, each with its image.</summary>
    public Task<Page<Reference>> ListReferencesAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionReferences(sessionId), cursor, limit), ContractJson.Default.PageReference, cancellationToken);

    /// <summary>Keeps a picture at hand; viewers may not (403).</summary>
    public async Task<Reference> CreateReferenceAsync(
        SessionId sessionId, CreateReferenceRequest reference, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.SessionReferences(sessionId), reference, ContractJson.Default.CreateReferenceRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Reference, cancellationToken);
    }

    /// <summary>Gives a reference another name.</summary>
    public async Task<Reference> RenameReferenceAsync(string referenceId, string name, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Reference(referenceId), new(name), ContractJson.Default.UpdateReferenceRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Reference, cancellationToken);
    }

    /// <summary>Takes a picture off the shelf; the picture stays.</summary>
    public Task DeleteReferenceAsync(string referenceId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Reference(referenceId), cancellationToken);

    /// <summary>Copies a picture into another session, in which the caller is an editor.</summary>
    public async Task<Image> CopyImageAsync(
        ImageId imageId, SessionId sessionId, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.CopyImage(imageId), new(sessionId), ContractJson.Default.CopyImageRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Image, cancellationToken);
    }
}
