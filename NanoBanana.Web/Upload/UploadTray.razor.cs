using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Images;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Upload;

/// <summary>The files on their way into a session, and the images that go along with the next message.</summary>
public sealed partial class UploadTray
{
    private readonly List<UploadItem> _items = [];
    private ElementReference _input;
    private string? _open;
    private UploadScript? _script;
    private DotNetObjectReference<UploadTray>? _self;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required SelectedImageState Picture { get; set; }

    /// <summary>What is there comes or goes.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnChange { get; set; }

    /// <summary>The images that go along.</summary>
    public IEnumerable<string> Attached => _items.Select(item => item.ImageId).OfType<string>();

    /// <summary>Whether a file is still on its way.</summary>
    public bool IsBusy => _items.Exists(item => item.State is UploadState.Waiting or UploadState.Sending);

    public void Attach(Image image)
    {
        if (_items.All(item => item.ImageId != image.Id))
        {
            _items.Add(UploadItem.For(image));
            StateHasChanged();
        }
    }

    /// <summary>The images for the message that is sent now; what is still on its way stays.</summary>
    public IReadOnlyList<string> TakeAttached()
    {
        var taken = _items.Where(item => item.ImageId is not null).Take(Limits.MessageMaxImages).ToList();
        _items.RemoveAll(taken.Contains);
        StateHasChanged();
        return [.. taken.Select(item => item.ImageId!)];
    }

    [JSInvokable]
    public Task Picked(PickedFile[] files)
    {
        _items.AddRange(files.Select(file => new UploadItem(file.Id, file.Name, file.Size, file.Preview)
        {
            OpensAfter = file.Attach && Picture.Id is not null ? null : Picture.Choices,
            Starts = file.Starts,
        }));
        StateHasChanged();
        return OnChange.InvokeAsync();
    }

    [JSInvokable]
    public void Progressed(string id, double share)
    {
        if (Find(id) is { } item)
        {
            (item.State, item.Progress) = (UploadState.Sending, share);
            StateHasChanged();
        }
    }

    /// <param name="id">Of the file.</param>
    /// <param name="status">Of the answer; 0 without one.</param>
    /// <param name="body">The image, or a problem document.</param>
    /// <param name="isWriting">Whether words are in the message box.</param>
    [JSInvokable]
    public async Task Finished(string id, int status, string body, bool isWriting)
    {
        var image = status is StatusCodes.Status201Created ? JsonSerializer.Deserialize(body, ContractJson.Default.Image) : null;
        if (image is not null)
        {
            Session.Images.Put(image);
            Session.Tell();
        }
        if (Find(id) is { } item)
        {
            var failure = image is null ? UploadFailure.Of(L, status, body) : null;
            (item.State, item.Failure, item.CanRetry) = (failure is null ? UploadState.Done : UploadState.Failed, failure?.Text, failure?.CanRetry is true);
            item.ImageId = image?.Id;
            // Of several files the first that is there; and none if the user has turned to something else.
            if (image is not null && item.OpensAfter == Picture.Choices)
            {
                Picture.Choose(image.Id);
            }
            StateHasChanged();
            if (item.Failure is { } why && !isWriting && IsForNothing)
            {
                await GiveUpAsync($"{item.Name}: {why}");
                return;
            }
        }
        await OnChange.InvokeAsync();
    }

    /// <summary>Nothing that the session was made for can be opened, and nothing else is in it.</summary>
    private bool IsForNothing =>
        Session.Messages.Items.Count == 0 && Session.Messages.Outgoing.Count == 0 && Session.Images.Items.Count == 0
        && _items.TrueForAll(item => item is { Starts: true, State: UploadState.Failed, CanRetry: false });

    /// <summary>No empty session stays behind; back at the start another file can be chosen.</summary>
    private Task GiveUpAsync(string why) => Notices.TryAsync(async () =>
    {
        await Api.DeleteSessionAsync(Session.Session.Id);
        Sessions.Remove(Session.Session.Id);
        Navigation.NavigateTo("./");
        Notices.Show(why);
    });

    /// <summary>The picture that is open is shown apart; once another one is open, it does not stay behind as its companion.</summary>
    protected override void OnParametersSet()
    {
        if (_open != Picture.Id)
        {
            _items.RemoveAll(item => item.ImageId == _open && item.ImageId is not null);
            _open = Picture.Id;
        }
    }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _script = new UploadScript(Script, Antiforgery);
            await _script.StartAsync($"./{Assets["js/upload.js"]}", _input, Session.Session.Id, _self);
        }
    }

    private async Task RetryAsync(UploadItem item)
    {
        (item.State, item.Progress, item.Failure) = (UploadState.Waiting, 0, null);
        await _script!.RetryAsync(item.Id);
    }

    private async Task RemoveAsync(UploadItem item)
    {
        _items.Remove(item);
        await _script!.RemoveAsync(item.Id);
        await OnChange.InvokeAsync();
    }

    private string? SourceOf(UploadItem item) => item switch
    {
        { State: UploadState.Failed, CanRetry: false } => null,
        { Preview: { } preview } => preview,
        _ => Session.Images.Find(item.ImageId ?? "")?.ThumbnailUrl.Here(),
    };

    /// <summary>The picture that is open has a place of its own before these.</summary>
    private IEnumerable<UploadItem> Shown => _items.Where(item => item.ImageId is null || item.ImageId != Picture.Id);

    private UploadItem? Find(string id) => _items.Find(item => item.Id == id);

    public async ValueTask DisposeAsync()
    {
        IsGone = true;
        if (_script is not null)
        {
            await _script.DisposeAsync();
        }
        _self?.Dispose();
    }
}
