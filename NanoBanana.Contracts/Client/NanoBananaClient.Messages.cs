using NanoBanana.Contracts.Messages;

namespace NanoBanana.Contracts.Client;

public sealed partial class NanoBananaClient
{
    /// <summary>A page of messages: the newest page first, ascending inside a page.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="cursor">The page before's <see cref="Page{T}.NextCursor"/>; goes back in time.</param>
    /// <param name="limit">1–100, 50 by default.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Page<Message>> ListMessagesAsync(
        SessionId sessionId, string? cursor = null, int? limit = null, CancellationToken cancellationToken = default) =>
        GetAsync(Paged(Routes.SessionMessages(sessionId), cursor, limit), ContractJson.Default.PageMessage, cancellationToken);

    /// <summary>Writes a message: a text, images of the session, or both.</summary>
    public async Task<Message> PostMessageAsync(
        SessionId sessionId, string? text, IReadOnlyList<ImageId>? imageIds = null,
        string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Post, Routes.SessionMessages(sessionId), new(text, imageIds),
            ContractJson.Default.CreateMessageRequest, idempotencyKey);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Message, cancellationToken);
    }

    /// <summary>Changes the text of a message.</summary>
    public async Task<Message> EditMessageAsync(string messageId, string text, CancellationToken cancellationToken = default)
    {
        using var request = With(HttpMethod.Put, Routes.Message(messageId), new(text), ContractJson.Default.UpdateMessageRequest);
        return await SendAsync(await AuthorizeAsync(request, cancellationToken), ContractJson.Default.Message, cancellationToken);
    }

    /// <summary>Deletes a message; its images stay.</summary>
    public Task DeleteMessageAsync(string messageId, CancellationToken cancellationToken = default) =>
        DeleteAsync(Routes.Message(messageId), cancellationToken);
}
