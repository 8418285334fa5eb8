using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Canvas;

namespace NanoBanana.Web.Sessions;

/// <summary>The newest picture of each session that was looked at; asked for again when the session has changed.</summary>
internal sealed class SessionCoverCache(NanoBananaClient api) : IDisposable
{
    /// <summary>The newest may be a mask, still in the making, or unreadable.</summary>
    private const int Looked = 6;
    private const int AtOnce = 4;

    private readonly SemaphoreSlim _turn = new(AtOnce);
    private readonly Dictionary<SessionId, (DateTimeOffset At, string? Url)> _known = [];

    /// <summary>What was found last, perhaps before the session changed.</summary>
    public string? Find(SessionId sessionId) => _known.GetValueOrDefault(sessionId).Url;

    public bool IsFresh(Session session) => _known.TryGetValue(session.Id, out var known) && known.At >= session.UpdatedAt;

    /// <summary>Whether a thumbnail is still being made, so that looking again soon is worth it.</summary>
    public async Task<bool> ReadAsync(Session session, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var page = await api.ListSessionImagesAsync(session.Id, null, Looked, cancellationToken);
            var images = page.Items.Where(image => !MaskFile.IsMask(image)).ToList();
            _known[session.Id] = (session.UpdatedAt, images.FirstOrDefault(image => image.ThumbnailUrl is not null)?.ThumbnailUrl);
            return images is [{ Status: ImageStatus.Processing }, ..];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
