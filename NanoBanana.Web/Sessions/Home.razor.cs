using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Layout;

namespace NanoBanana.Web.Sessions;

/// <summary>Where everybody starts: a picture that is dropped, pasted or chosen makes a session and opens there.</summary>
public sealed partial class Home(NanoBananaClient api, NavigationManager navigation)
{
    private static readonly string[] Samples = ["evening", "morning"];

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _home;
    private IJSObjectReference? _script;
    private DotNetObjectReference<Home>? _self;
    private bool _starting;

    [Inject]
    private SessionList Sessions { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    /// <summary>Nothing can be pressed that nobody would hear.</summary>
    private bool Closed => _starting || _script is null;

    /// <summary>Called by the script, which keeps the files until the session's page takes them over.</summary>
    /// <returns>The session's id; null when there is none, which is said.</returns>
    [JSInvokable]
    public async Task<string?> StartAsync()
    {
        string? id = null;
        _starting = true;
        StateHasChanged();
        await Notices.TryAsync(async () =>
        {
            var session = await api.CreateSessionAsync(null, Guid.NewGuid().ToString(), _gone.Token);
            Sessions.Put(session);
            id = session.Id;
        });
        _starting = false;
        StateHasChanged();
        return id;
    }

    [JSInvokable]
    public void Open(string id) => navigation.NavigateTo($"/s/{id}");

    /// <summary>The suggestions are not worth waiting for, nor a word when they cannot be read.</summary>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await Engines.ReadAsync();
        }
        catch (Exception e)
        {
            Notices.Log(e);
        }
    }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/home.js"]}");
            _script = await module.InvokeAsync<IJSObjectReference>("attach", _home, _self);
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsGone = true;
        await _gone.CancelAsync();
        try
        {
            if (_script is { } script)
            {
                await script.InvokeVoidAsync("stop");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
        _self?.Dispose();
        _gone.Dispose();
    }
}
