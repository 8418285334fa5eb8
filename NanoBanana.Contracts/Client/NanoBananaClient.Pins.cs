using NanoBanana.Contracts.Images;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>A page of the pins of an image, oldest first.</summary>
    /// <param name="imageId">The image.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>.</param>
    /// <param name="limit">1–100, 20 by default.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Pin>> ListPinsAsync(
        ImageId imageId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.ImagePins(imageId), cursor, limit), ContractJson.Default.PagePin, cancellationToken);

    /// <summary>One pin with its replies.</summary>
    public Task<Pin> GetPinAsync(string pinId, CancellationToken cancellationToken = default) =>
        GetAsync(Routes.Pin(pinId), ContractJson.Default.Pin, cancellationToken);

    /// <summary>Puts a comment at a place of an image; viewers may not (403).</summary>
    public async Task<Pin> CreatePinAsync(
        ImageId imageId, CreatePinRequest pin, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.ImagePins(imageId), pin, ContractJson.Default.CreatePinRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Pin, cancellationToken);
    }

    /// <summary>Replies to a pin; the answer is the pin.</summary>
    public async Task<Pin> ReplyToPinAsync(
        string pinId, string text, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(
            HttpMethod.Post, Routes.PinReplies(pinId), new(text), ContractJson.Default.ReplyToPinRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Pin, cancellationToken);
    }

    /// <summary>Settles a pin, or opens it again.</summary>
    public async Task<Pin> ResolvePinAsync(string pinId, bool resolved = true, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Pin(pinId), new(resolved), ContractJson.Default.UpdatePinRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Pin, cancellationToken);
    }

    /// <summary>Deletes a pin; only who wrote it and the owner of the session may.</summary>
    public Task DeletePinAsync(string pinId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Pin(pinId), cancellationToken);
}
