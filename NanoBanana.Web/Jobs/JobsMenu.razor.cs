using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Edits;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.Sessions;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Jobs;

/// <summary>
/// What the user asked for in whatever session and where it is: what waits and runs, and what ended within a day, until they dismiss
/// it. What the user dismissed or saw is kept in the browser.
/// </summary>
public sealed partial class JobsMenu(TimeProvider time, NavigationManager navigation, AuthenticationStateProvider user)
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(1);

    private readonly Dictionary<SessionId, ImageSet> _images = [];
    private IJSObjectReference? _browserStore;
    private HashSet<EditId>? _dismissed;
    private HashSet<EditId> _seen = [];
    private bool _isWanted;
    private string _key = "";

    private string SeenKey => $"{_key}:seen";

    /// <summary>The session on the screen, if there is one: what it knows of its edits is newer.</summary>
    [Parameter]
    public SessionState? Session { get; set; }

    /// <summary>A picture of the session on the screen is to be opened; those of others are gone to.</summary>
    [Parameter]
    public EventCallback<Image> OnOpen { get; set; }

    [Parameter]
    public EventCallback<string> OnRephrase { get; set; }

    /// <summary>Newest first. Until it is known what was dismissed, only what is not finished.</summary>
    private IReadOnlyList<Edit> Mine { get; set; } = [];

    private int Running => Mine.Count(EditState.IsOpen);

    private string Label => Running == 0 ? Text.Jobs : (Running == 1 ? Text.FormatJobRuns(Running) : Text.FormatJobsRun(Running));

    private IEnumerable<Edit> All => (Session?.Edits.Newest.Where(edit => Session.Participants.IsMe(edit.AuthorId)) ?? [])
        .Concat(Everywhere.Items.Where(edit => !IsHere(edit))).Where(edit => edit.RunId is null);

    protected override void OnInitialized() => Everywhere.Changed += Refresh;

    protected override void OnParametersSet() => Choose();

    private void Choose() => Mine = [.. All
        .Where(edit => EditState.IsOpen(edit) || (IsRecent(edit) && _dismissed?.Contains(edit.Id) is false))
        .OrderByDescending(edit => edit.Id)];

    private bool IsHere(Edit edit) => edit.SessionId == Session?.Session.Id;

    private bool IsRecent(Edit edit) => (edit.FinishedAt ?? edit.CreatedAt) > time.GetUtcNow() - Shown;

    private string TitleOf(Edit edit) =>
        Sessions.Items.FirstOrDefault(session => session.Id == edit.SessionId)?.Name() ?? Text.OpenSession;

    private ImageSet ImagesOf(Edit edit) => IsHere(edit) ? Session!.Images
        : _images.TryGetValue(edit.SessionId, out var known) ? known
        : _images[edit.SessionId] = new(Api, edit.SessionId);

    private Task OpenAsync(Image image)
    {
        if (image.SessionId == Session?.Session.Id)
        {
            return OnOpen.InvokeAsync(image);
        }
        navigation.NavigateTo($"s/{image.SessionId}?image={image.Id}");
        return Task.CompletedTask;
    }

    private void Take(Edit again)
    {
        if (IsHere(again))
        {
            Session!.Take(again);
        }
        else
        {
            Everywhere.ReadSoon();
        }
    }

    /// <summary>Something broke that the user has not looked at.</summary>
    private bool IsNews(Edit edit) => EditErrorText.IsBroken(edit) && !_seen.Contains(edit.Id);

    private Task LookAsync()
    {
        _isWanted = true;
        return KeepAsync(SeenKey, _seen, Mine.Where(EditErrorText.IsBroken));
    }

    private async Task DismissAsync(IReadOnlyList<Edit> edits)
    {
        await KeepAsync(_key, _dismissed!, edits);
        Choose();
    }

    /// <summary>Adds edits to a list in the browser, and forgets those that are not shown any more.</summary>
    private async Task KeepAsync(string key, HashSet<EditId> kept, IEnumerable<Edit> more)
    {
        kept.UnionWith(more.Select(edit => edit.Id));
        kept.IntersectWith(All.Where(IsRecent).Select(edit => edit.Id));
        if (_browserStore is { } keep)
        {
            await keep.InvokeVoidAsync("save", key, kept);
        }
    }

    private void Refresh() => InvokeAsync(() =>
    {
        Choose();
        StateHasChanged();
    }).Forget(DispatchExceptionAsync);

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            Everywhere.Look(Session?.Session.Id);
            // One browser may serve several people.
            _key = $"jobs:{(await user.GetAuthenticationStateAsync()).User.UserId()}";
            _browserStore = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/browserStore.js"]}");
            _seen = [.. await _browserStore.InvokeAsync<EditId[]?>("load", SeenKey) ?? []];
            _dismissed = [.. await _browserStore.InvokeAsync<EditId[]?>("load", _key) ?? []];
            await Notices.TryAsync(Engines.ReadAsync);
            Refresh();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsGone = true;
        Everywhere.Changed -= Refresh;
        try
        {
            await (_browserStore?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
