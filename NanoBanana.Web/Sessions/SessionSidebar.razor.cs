using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Live;

namespace NanoBanana.Web.Sessions;

public sealed partial class SessionSidebar(NanoBananaClient api, NavigationManager navigation)
{
    /// <summary>So long nobody typed before the search is sent.</summary>
    private static readonly TimeSpan SearchPause = TimeSpan.FromMilliseconds(250);

    private readonly EventSubscription _subscription = new();
    private string? _query;
    private string? _failure;
    private bool _creating;

    /// <summary>Carries the list from the first rendering to the circuit, so that it does not blink.</summary>
    [PersistentState]
    public Page<Session>? First { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Sessions.Changed += Refresh;
        if (First is { } first)
        {
            Sessions.Show(first);
        }
        else
        {
            await LoadAsync();
            First = Sessions.IsLoaded ? Sessions.Snapshot() : null;
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _subscription.Start(Live.FollowMine, ApplyAsync, DispatchExceptionAsync);
        }
    }

    private async Task ApplyAsync(SessionEvent next)
    {
        switch (next.Type)
        {
            case EventTypes.Reset:
                await LoadAsync();
                break;
            case EventTypes.MemberAdded when next.SessionId is { } id:
                await AdmitAsync(id);
                break;
            case EventTypes.Closed:
                await Live.EndIfRevokedAsync(next);
                break;
            default:
                Sessions.Apply(next);
                break;
        }
    }

    /// <summary>Shared with the reader just now; it may be gone again already.</summary>
    private async Task AdmitAsync(SessionId id)
    {
        try
        {
            Sessions.Put(await api.GetSessionAsync(id, _subscription.Gone));
        }
        catch (ApiException e) when (e.Status is System.Net.HttpStatusCode.NotFound)
        {
            Sessions.Remove(id);
        }
    }

    private async Task LoadAsync()
    {
        try
        {
            await Sessions.LoadAsync(_query, _subscription.Gone);
            _failure = null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = Sessions.IsLoaded ? null : Notices.Say(e);
        }
        StateHasChanged();
    }

    private async Task SearchAsync(ChangeEventArgs input)
    {
        var query = _query = (string?)input.Value;
        await Task.Delay(SearchPause, _subscription.Gone);
        if (query == _query)
        {
            await LoadAsync();
        }
    }

    private async Task CreateAsync()
    {
        _creating = true;
        await Notices.TryAsync(async () =>
        {
            var session = await api.CreateSessionAsync(null, Guid.NewGuid().ToString(), _subscription.Gone);
            Sessions.Put(session);
            navigation.NavigateTo($"s/{session.Id}");
        });
        _creating = false;
    }

    private Task MoreAsync() =>
        Retries.LoadAsync(() => Notices.TryAsync(() => Sessions.LoadMoreAsync(_subscription.Gone)), _subscription.Gone);

    private void Refresh() => InvokeAsync(StateHasChanged).Forget(DispatchExceptionAsync);

    public ValueTask DisposeAsync()
    {
        Sessions.Changed -= Refresh;
        return _subscription.DisposeAsync();
    }
}
