using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Web.Live;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Jobs;

/// <summary>
/// The user's recent edits in all sessions. Read again when one of their sessions changes; and every other second while
/// something is on its way in a session that is not on the screen: how far it is, is told only to those who follow that session.
/// </summary>
internal sealed partial class MyEditsState(NanoBananaClient api, LiveConnection live, ILogger<MyEditsState> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private readonly AsyncSignal _news = new();
    private Task? _running;
    private SessionId? _here;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Edit> Items { get; private set; } = [];

    public event Action? Changed;

    /// <param name="sessionId">The session on the screen, which is followed anyway; null for none.</param>
    public void Look(SessionId? sessionId)
    {
        _here = sessionId;
        if (_running is null)
        {
            live.Mine += Hear;
            _running = RunAsync();
        }
        ReadSoon();
    }

    public void ReadSoon() => _news.Give();

    private bool IsElsewhere(Edit edit) => EditState.IsOpen(edit) && edit.SessionId != _here;

    private void Hear(SessionEvent next)
    {
        if (next.SessionId != _here)
        {
            ReadSoon();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _news.WaitAsync(Changed is not null && Items.Any(IsElsewhere) ? Pace : Timeout.InfiniteTimeSpan, _gone.Token);
                await ReadAsync(_gone.Token);
                await Task.Delay(Pause, _gone.Token);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await api.ListMyEditsAsync(limit: Limits.PageMax, cancellationToken: cancellationToken);
            // However much was asked for since: what still waits is never left out.
            var open = page.NextCursor is null ? [] : (await api.ListMyEditsAsync(
                [EditStatus.Queued, EditStatus.Running], limit: Limits.PageMax, cancellationToken: cancellationToken)).Items;
            Items = [.. page.Items.UnionBy(open, edit => edit.Id)];
            Changed?.Invoke();
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.Unauthorized)
        {
            // Signed out: the page is about to leave.
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(e);
            await Task.Delay(Pace, cancellationToken);
            ReadSoon();
        }
    }

    public async ValueTask DisposeAsync()
    {
        live.Mine -= Hear;
        await _gone.CancelAsync();
        await (_running ?? Task.CompletedTask);
        _gone.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "A user's own edits could not be read; they are asked for again", EventName = "my-edits.not-read")]
    private partial void LogNotRead(Exception exception);
}
