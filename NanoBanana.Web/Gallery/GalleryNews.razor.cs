using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Events;
using NanoBanana.Web.Live;

namespace NanoBanana.Web.Gallery;

/// <summary>
/// Keeps a gallery up to date with what happens elsewhere. Who looks at its beginning sees new pictures at once; who has scrolled down
/// is told of them and goes there when they like.
/// </summary>
public sealed partial class GalleryNews(ILogger<GalleryNews> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _gone = new();
    private readonly HashSet<SessionId> _changed = [];
    private readonly AsyncSignal _news = new();
    private ElementReference _top;
    private Task _running = Task.CompletedTask;
    private bool _isAtTop = true;
    private bool _allChanged;

    /// <summary>Null until it has been read.</summary>
    [Parameter, EditorRequired]
    public required GalleryList? List { get; set; }

    [Parameter, EditorRequired]
    public required Selection Selection { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnChange { get; set; }

    /// <summary>Called by the script when the beginning comes into sight or leaves it.</summary>
    [JSInvokable]
    public Task SeeTopAsync(bool isAtTop)
    {
        _isAtTop = isAtTop;
        return isAtTop && List is { Waiting: > 0 } ? ArriveAsync() : Task.CompletedTask;
    }

    private async Task GoAsync()
    {
        await ArriveAsync();
        await (AttachedScript?.InvokeVoidAsync("go") ?? ValueTask.CompletedTask);
    }

    private Task ArriveAsync()
    {
        List?.Arrive();
        return OnChange.InvokeAsync();
    }

    private void Hear(SessionEvent next)
    {
        if (next is { Type: not EventTypes.Reset, SessionId: { } id })
        {
            _changed.Add(id);
        }
        else
        {
            _allChanged = true;
        }
        _news.Give();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _news.WaitAsync(Timeout.InfiniteTimeSpan, _gone.Token);
                await Task.Delay(await CatchUpAsync() ? Pause : Again, _gone.Token);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
        }
    }

    /// <returns>False when it failed and has to be done again.</returns>
    private async Task<bool> CatchUpAsync()
    {
        if (List is not { } list)
        {
            return true;
        }
        SessionId?[] changed = _allChanged ? [null] : [.. _changed];
        _allChanged = false;
        _changed.Clear();
        try
        {
            foreach (var sessionId in changed)
            {
                await list.CatchUpAsync(sessionId, _gone.Token);
            }
        }
        catch (Exception e) when (!_gone.IsCancellationRequested)
        {
            LogNotRead(e);
            _allChanged = true;
            _news.Give();
            return false;
        }
        Selection.Keep(list.Items);
        if (_isAtTop)
        {
            list.Arrive();
        }
        await OnChange.InvokeAsync();
        return true;
    }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            Live.Mine += Hear;
            _running = RunAsync();
            await AttachAsync("js/topSentinel.js", _top, Known(this));
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsGone = true;
        Live.Mine -= Hear;
        await _gone.CancelAsync();
        await _running;
        await DetachAsync();
        _gone.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "A gallery could not be brought up to date; it is tried again", EventName = "gallery-news.not-read")]
    private partial void LogNotRead(Exception exception);
}
