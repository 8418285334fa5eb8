using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Accounts;
using NanoBanana.Web.Canvas;
using NanoBanana.Web.Conversation;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Live;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Sessions;

public sealed partial class SessionPage(NanoBananaClient api, AuthenticationStateProvider user, NavigationManager navigation)
{
    private EventSubscription _subscription = new();
    private SessionState? _open;
    private Composer? _composer;
    private string? _shown;
    private Exception? _failure;
    private CanvasPane? _canvas;
    private bool _showPicture;
    private bool _sharing;

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    /// <summary>The picture to open first.</summary>
    [SupplyParameterFromQuery(Name = "image")]
    public string? ImageId { get; set; }

    /// <summary>Carries the session from the first rendering to the circuit, so that it is read once and does not blink.</summary>
    [PersistentState]
    public SessionSnapshot? Snapshot { get; set; }

    private string Title => _open?.Session.Name() ?? Text.Untitled;

    protected override void OnInitialized()
    {
        Live.Typing += OnTyping;
        Live.Presence += OnPresence;
    }

    protected override Task OnParametersSetAsync() => Id == _shown ? Task.CompletedTask : OpenAsync();

    private async Task OpenAsync()
    {
        // What could not be opened is said until it can be.
        _failure = Id == _shown ? _failure : null;
        _shown = Id;
        (_open, _sharing) = (null, false);
        await _subscription.DisposeAsync();
        _subscription = new();
        try
        {
            var snapshot = Snapshot?.Session.Id == Id ? Snapshot : await SessionState.ReadAsync(api, new(Id), _subscription.Gone);
            if (snapshot.Session.Id != Id)
            {
                return;
            }
            Snapshot = snapshot.IsSmall && !RendererInfo.IsInteractive ? snapshot : null;
            await Notices.TryAsync(Engines.ReadAsync);
            await ShowAsync(snapshot);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = e;
            Notices.Log(e);
        }
    }

    private async Task ShowAsync(SessionSnapshot snapshot)
    {
        var me = (await user.GetAuthenticationStateAsync()).User;
        var open = new SessionState(api, snapshot.Session, new ParticipantState(me.UserId(), me.Username()));
        open.Show(snapshot);
        open.Changed += Refresh;
        open.Picture.Changed += Refresh;
        open.Picture.Changed += open.Undo.Remember;
        await ChooseAsync(open);
        _showPicture = open.Picture.Id is not null || open.Messages.Items.Count == 0;
        (_open, _failure) = (open, null);
        if (RendererInfo.IsInteractive)
        {
            _subscription.Start(gone => Live.Follow(open.Session.Id, open.Session.LastSeq, gone), ApplyAsync, DispatchExceptionAsync);
            await Notices.TryAsync(() => open.ReadMembersAsync(_subscription.Gone));
        }
    }

    private async Task ChooseAsync(SessionState open)
    {
        if (ImageId is { } named)
        {
            var asked = new ImageId(named);
            if (open.Images.Find(asked) is null)
            {
                await Notices.TryAsync(() => open.Images.ReadAsync(asked, _subscription.Gone));
            }
            open.Picture.Choose(asked);
        }
        open.Picture.ShowNewest();
    }

    private async Task ApplyAsync(SessionEvent next)
    {
        switch (next.Type)
        {
            case EventTypes.Reset:
                _open?.Show(await SessionState.ReadAsync(api, new(Id), _subscription.Gone));
                break;
            case EventTypes.SessionDeleted:
                Leave(_open?.Session.Role is Role.Owner ? null : Text.FormatSessionGone(Title));
                break;
            case EventTypes.Closed:
                if (!await Live.EndIfRevokedAsync(next))
                {
                    Leave(Text.FormatNotSharedAnyMore(Title));
                }
                break;
            case EventTypes.MemberAdded:
                _open?.Apply(next);
                await Notices.TryAsync(() => _open?.ReadMembersAsync(_subscription.Gone) ?? Task.CompletedTask);
                break;
            default:
                _open?.Apply(next);
                break;
        }
    }

    private void Leave(string? why)
    {
        Sessions.Remove(new(Id));
        navigation.NavigateTo("./");
        if (why is not null)
        {
            Notices.Show(why);
        }
    }

    private Task AttachAsync(Image image) => _composer?.AttachAsync(image) ?? Task.CompletedTask;

    private void OpenPicture(Image image)
    {
        _showPicture = true;
        _open?.Picture.Choose(image.Id);
    }

    private Task BranchAsync() => _composer?.TakePictureAsync() ?? Task.CompletedTask;

    private Task RephraseAsync(string prompt) => _composer?.FillAsync(prompt).AsTask() ?? Task.CompletedTask;

    private Task<ImageId?> SaveMaskAsync() => _canvas?.SaveMaskAsync() ?? Task.FromResult<ImageId?>(null);

    private Task ClearMaskAsync() => _canvas?.ClearMaskAsync().AsTask() ?? Task.CompletedTask;

    private void OnTyping(Typing typing) => Here(typing.SessionId, people => people.Apply(typing));

    private void OnPresence(Presence presence) => Here(presence.SessionId, people => people.Apply(presence));

    private void Here(SessionId sessionId, Action<ParticipantState> apply) => InvokeAsync(() =>
    {
        if (_open is { } open && open.Session.Id == sessionId)
        {
            apply(open.Participants);
            open.Tell();
        }
    }).Forget(DispatchExceptionAsync);

    private void Refresh() => InvokeAsync(() =>
    {
        _open?.Picture.ShowNewest();
        StateHasChanged();
    }).Forget(DispatchExceptionAsync);

    private static string Pressed(bool pressed) => pressed ? "true" : "false";

    public ValueTask DisposeAsync()
    {
        Live.Typing -= OnTyping;
        Live.Presence -= OnPresence;
        return _subscription.DisposeAsync();
    }
}
