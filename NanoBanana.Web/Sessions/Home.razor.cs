using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.Upload;

namespace NanoBanana.Web.Sessions;

/// <summary>Where everybody starts: a picture that is dropped, pasted or chosen makes a session and opens there.</summary>
public sealed partial class Home(NanoBananaClient api, NavigationManager navigation)
{
    /// <summary>Photographs to try with, each an image below <c>samples</c>.</summary>
    internal static (string Name, string Label)[] Samples =>
    [
        ("portrait", Text.SamplePortrait), ("landscape", Text.SampleLandscape), ("product", Text.SampleProduct), ("food", Text.SampleFood),
        ("animal", Text.SampleAnimal),
    ];

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _home;
    private bool _starting;
    private double? _imported;

    /// <summary>The photograph that a guest chose to begin with.</summary>
    [SupplyParameterFromQuery]
    private string? Sample { get; set; }

    [Inject]
    private AntiforgeryStateProvider Antiforgery { get; set; } = null!;

    [Inject]
    private SessionList Sessions { get; set; } = null!;

    [Inject]
    private Notices Notices { get; set; } = null!;

    /// <summary>Nothing can be pressed that nobody would hear.</summary>
    private bool Closed => _starting || _imported is not null || AttachedScript is null;

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
    public void Refuse(string fileName, string code) => Notices.Show($"{fileName}: {UploadFailure.OfFile(code).Message}");

    /// <summary>Called by the script while it sends the zip of a session.</summary>
    /// <param name="share">0–1; all is sent and the API reads it at 1.</param>
    [JSInvokable]
    public void ShowImport(double share)
    {
        _imported = share;
        StateHasChanged();
    }

    /// <summary>Called by the script with the API's answer: the session opens, or why there is none is said.</summary>
    [JSInvokable]
    public void EndImport(int status, string body)
    {
        _imported = null;
        if (status is StatusCodes.Status201Created && JsonSerializer.Deserialize(body, ContractJson.Default.Session) is { } session)
        {
            Sessions.Put(session);
            Open(session.Id);
        }
        else
        {
            Notices.Show(UploadFailure.OfImport(status, body).Message);
        }
        StateHasChanged();
    }

    [JSInvokable]
    public void Open(string id) => navigation.NavigateTo($"s/{id}");

    /// <summary>Once all is sent, nobody can say how long the rest takes.</summary>
    private static string? Share(double sent) => sent < 1 ? sent.ToString("0.00", CultureInfo.InvariantCulture) : null;

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
            await AttachAsync("js/home.js", _home, Known(this), UploadTarget.ForImport(Antiforgery), Limits.ImportMaxBytes);
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
