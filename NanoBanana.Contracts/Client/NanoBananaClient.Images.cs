using System.Net.Http.Json;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>A page of a session's images, newest first.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>.</param>
    /// <param name="limit">1–100, 20 by default.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Image>> ListSessionImagesAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionImages(sessionId), cursor, limit), ContractJson.Default.PageImage, cancellationToken);

    /// <summary>A page of all images that the caller can see, newest first.</summary>
    /// <param name="query">Words of the prompt or the file name; null for all.</param>
    /// <param name="sessionId">Only this session's.</param>
    /// <param name="engine">Only what this engine made.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>.</param>
    /// <param name="limit">1–100, 20 by default.</param>
    /// <param name="after">Only what was made then or later.</param>
    /// <param name="before">Only what was made before.</param>
    /// <param name="starred">Only what is marked, or what is not; null for both.</param>
    /// <param name="tag">Only what has this tag, in any case.</param>
    /// <param name="deleted">The bin instead: what the caller may restore.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Image>> ListImagesAsync(
        string? query = null, SessionId? sessionId = null, string? engine = null, string? cursor = null, int? limit = null,
        DateTimeOffset? after = null, DateTimeOffset? before = null, bool? starred = null, string? tag = null, bool deleted = false,
        CancellationToken cancellationToken = default) =>
        GetAsync(
            Paged(
                Routes.Images, cursor, limit, ("q", query), ("sessionId", sessionId?.Value), ("engine", engine),
                ("after", At(after)), ("before", At(before)),
                ("starred", starred is { } marked ? marked ? "true" : "false" : null), ("tag", tag),
                ("deleted", deleted ? "true" : null)),
            ContractJson.Default.PageImage, cancellationToken);

    private static string? At(DateTimeOffset? time) => time?.ToString("o");

    /// <summary>One image.</summary>
    public Task<Image> GetImageAsync(ImageId imageId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Image(imageId), ContractJson.Default.Image, cancellationToken);

    /// <summary>Marks an image or names it, for all members of its session; viewers may not (403).</summary>
    public async Task<Image> UpdateImageAsync(ImageId imageId, UpdateImageRequest change, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Image(imageId), change, ContractJson.Default.UpdateImageRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Image, cancellationToken);
    }

    /// <summary>
    /// The bytes of one variant; the caller disposes the stream. 404 with <see cref="ApiException.RetryAfter"/> while a
    /// thumbnail is being made.
    /// </summary>
    public Task<Stream> OpenImageAsync(
        ImageId imageId, ImageVariant variant = ImageVariant.Original, CancellationToken cancellationToken = default) =>
        // The names of the variants are ASCII words and stand in the query as the contract's JSON has them: in lower case.
        OpenAsync($"{Routes.ImageContent(imageId)}?variant={variant.ToString().ToLowerInvariant()}", cancellationToken);

    /// <summary>
    /// Has the server fetch a picture from an address into a session; 404 where it does not, 422 when nothing comes from there.
    /// </summary>
    public async Task<Image> FetchImageAsync(
        SessionId sessionId, FetchImageRequest address, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.ImagesFromAddress(sessionId), address, ContractJson.Default.FetchImageRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Image, cancellationToken);
    }

    /// <summary>Selects something in an image; the mask is an image of its session.</summary>
    public async Task<Selection> SelectAsync(ImageId imageId, SelectionRequest selection, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.Selections(imageId))
        {
            Content = JsonContent.Create(selection, ContractJson.Default.SelectionRequest),
        };
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Selection, cancellationToken);
    }

    /// <summary>Every version that an image came from or led to.</summary>
    public Task<Lineage> GetLineageAsync(ImageId imageId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Lineage(imageId), ContractJson.Default.Lineage, cancellationToken);

    /// <summary>Puts an image into the bin, from where <see cref="RestoreImageAsync"/> takes it for 30 days.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="permanently">Removes it for good at once, be it in the bin or not; then its bytes no longer count.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteImageAsync(ImageId imageId, bool permanently = false, CancellationToken cancellationToken = default) =>
        DeleteAsync(permanently ? $"{Routes.Image(imageId)}?permanently=true" : Routes.Image(imageId), cancellationToken);

    /// <summary>Undoes the deletion of an image.</summary>
    public async Task<Image> RestoreImageAsync(
        ImageId imageId, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = Keyed(new(HttpMethod.Post, Routes.RestoreImage(imageId)), idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Image, cancellationToken);
    }
}
