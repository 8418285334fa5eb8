using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Upload;

namespace NanoBanana.Web.Sessions;

/// <summary>Where everybody starts: a picture that is dropped, pasted or chosen makes a session and opens there.</summary>
public sealed partial class Home(NanoBananaClient api, NavigationManager navigation)
{
    private static readonly string[] Samples = ["evening", "morning"];

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _home;
    private bool _starting;

    [Inject]
    private SessionList Sessions { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    /// <summary>Nothing can be pressed that nobody would hear.</summary>
    private bool Closed => _starting || AttachedScript is null;

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

    /// <summary>Called by the script when no file can be opened: there is no session for nothing.</summary>
    [JSInvokable]
    public void Refuse(string fileName, string code) => Notices.Show($"{fileName}: {UploadFailure.OfFile(L, code).Text}");

    [JSInvokable]
    public void Open(string id) => navigation.NavigateTo($"s/{id}");

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
            await AttachAsync("js/home.js", _home, Known(this));
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsGone = true;
        await _gone.CancelAsync();
        await DetachAsync();
        _gone.Dispose();
    }
}
