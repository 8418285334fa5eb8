using System.Net;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Faults;

/// <summary>Repeats every request, with the same key, until there is an answer to it.</summary>
internal sealed class PatientClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http;
    private readonly NanoBananaClient _api;
    private readonly Func<string> _errors;
    private int _repeated;

    /// <param name="errors">What the API logged as failed.</param>
    public PatientClient(Uri address, string accessToken, Func<string> errors)
    {
        _errors = errors;
        _http = LoopbackClient.Create(address);
        _http.Timeout = TimeSpan.FromSeconds(15);
        _api = new(_http, _ => ValueTask.FromResult<string?>(accessToken));
    }

    /// <summary>Requests that were sent again.</summary>
    public int Repeated => _repeated;

    public Task<Message> PostMessageAsync(SessionId sessionId, string text) =>
        RepeatAsync(key => _api.PostMessageAsync(sessionId, text, idempotencyKey: key));

    public Task<Image> UploadAsync(SessionId sessionId, byte[] file) =>
        RepeatAsync(key => _api.UploadImageAsync(sessionId, new MemoryStream(file), "picture", "image/jpeg", key));

    public Task<Edit> CreateEditAsync(SessionId sessionId, CreateEditRequest edit) =>
        RepeatAsync(key => _api.CreateEditAsync(sessionId, edit, key));

    public Task<Session> GetSessionAsync(SessionId sessionId) => RepeatAsync(_ => _api.GetSessionAsync(sessionId));

    /// <summary>All messages of a session, oldest first.</summary>
    public async Task<List<Message>> ListMessagesAsync(SessionId sessionId)
    {
        var all = new List<Message>();
        string? cursor = null;
        do
        {
            var page = await RepeatAsync(_ => _api.ListMessagesAsync(sessionId, cursor, 100));
            all.InsertRange(0, page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> RepeatAsync<T>(Func<string, Task<T>> request)
    {
        var key = Guid.NewGuid().ToString("N");
        var ends = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return await request(key);
            }
            catch (Exception failure) when (MayPass(failure) && DateTime.UtcNow < ends)
            {
                Interlocked.Increment(ref _repeated);
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
            catch (ApiException failure) when (failure.Status == HttpStatusCode.InternalServerError)
            {
                throw new InvalidOperationException($"The API failed:\n{_errors()}", failure);
            }
        }
    }

    /// <remarks>A 500 is nobody's outage: it would be a defect, and fails.</remarks>
    private static bool MayPass(Exception failure) => failure switch
    {
        ApiException refused => refused.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.Conflict,
        HttpRequestException or TaskCanceledException or IOException => true,
        _ => false,
    };
}
