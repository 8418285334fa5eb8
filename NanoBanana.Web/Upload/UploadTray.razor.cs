using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Images;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Upload;

/// <summary>The files on their way into a session, and the images that go along with the next message.</summary>
public sealed partial class UploadTray
{
    private readonly List<UploadItem> _items = [];
    private ElementReference _input;
    private ImageId? _open;
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
    public IEnumerable<ImageId> Attached => _items.Select(item => item.ImageId).OfType<ImageId>();

    /// <summary>Whether a file is still on its way.</summary>
    public bool IsBusy => _items.Exists(item => item.State is UploadState.Waiting or UploadState.Sending);

    /// <summary>One browser may serve several people.</summary>
    private string KeptAt => $"attached:{Session.Session.Id}:{Session.Participants.MyId}";

    public Task AttachAsync(Image image)
    {
        if (_items.Exists(item => item.ImageId == image.Id))
        {
            return Task.CompletedTask;
        }
        _items.Add(UploadItem.For(image));
        StateHasChanged();
        return KeepAsync();
    }

    /// <summary>These went along with a message; what is still on its way stays.</summary>
    public Task DetachAsync(IReadOnlyList<ImageId> imageIds)
    {
        _items.RemoveAll(item => item.ImageId is { } id && imageIds.Contains(id));
        StateHasChanged();
        return KeepAsync();
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

    /// <summary>A file became another one here, before it is sent.</summary>
    [JSInvokable]
    public void Converted(string id, string name, long size, string preview)
    {
        if (Find(id) is { } item)
        {
            item.Become(name, size, preview);
            StateHasChanged();
        }
    }

    /// <param name="id">Of the file.</param>
    /// <param name="status">Of the answer; 0 without one.</param>
    /// <param name="body">The image, the id of an image that came in parts, or a problem document.</param>
    /// <param name="isWriting">Whether words are in the message box.</param>
    [JSInvokable]
    public async Task Finished(string id, int status, string body, bool isWriting)
    {
        var image = await ReadAsync(status, body);
        if (image is not null)
        {
            Session.Images.Put(image);
            Session.Tell();
        }
        if (Find(id) is { } item)
        {
            var failure = image is null ? UploadFailure.OfBody(status is StatusCodes.Status204NoContent ? 0 : status, body) : null;
            (item.State, item.Failure, item.CanRetry) = (
                failure is null ? UploadState.Done : UploadState.Failed, failure?.Message, failure?.CanRetry is true);
            item.ImageId = image?.Id;
            // Of several files the first that is there; and none if the user has turned to something else.
            if (image is not null && item.OpensAfter == Picture.Choices)
            {
                Picture.Choose(image.Id);
            }
            StateHasChanged();
            await KeepAsync();
            if (item.Failure is { } why && !isWriting && IsForNothing)
            {
                await GiveUpAsync($"{item.Name}: {why}");
                return;
            }
        }
        await OnChange.InvokeAsync();
    }

    private async Task<Image?> ReadAsync(int status, string body)
    {
        switch (status)
        {
            case StatusCodes.Status201Created:
                return JsonSerializer.Deserialize(body, ContractJson.Default.Image);
            case StatusCodes.Status204NoContent:
                await Notices.TryAsync(() => Session.Images.ReadAsync(new(body), CancellationToken.None));
                return Session.Images.Find(new(body));
            default:
                return null;
        }
    }

    /// <summary>Nothing that the session was made for can be opened, and nothing else is in it.</summary>
    private bool IsForNothing =>
        Session.Messages.Items.Count == 0 && Session.Messages.Outbox.Count == 0 && Session.Images.Items.Count == 0
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
            await _script.StartAsync($"./{Assets["js/upload.js"]}", _input, Session.Session.Id, Session.Participants.MyId, _self);
            await RecallAsync();
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
        await KeepAsync();
        await OnChange.InvokeAsync();
    }

    /// <summary>What goes along is there again after a reload; what is still on its way, upload.js keeps.</summary>
    private Task KeepAsync() => Tab.SaveAsync(KeptAt, Attached.Any() ? Attached.ToArray() : null);

    private async Task RecallAsync()
    {
        foreach (var id in await Tab.LoadAsync<ImageId[]>(KeptAt) ?? [])
        {
            if (Session.Images.Find(id) is null)
            {
                await Notices.TryAsync(() => Session.Images.ReadAsync(id, CancellationToken.None));
            }
            if (Session.Images.Find(id) is { } image && _items.TrueForAll(item => item.ImageId != id))
            {
                _items.Add(UploadItem.For(image));
            }
        }
        await OnChange.InvokeAsync();
    }

    private static string TitleOf(UploadItem item) =>
        item.ConvertedFrom is { } before ? $"{item.Name} ({Text.FormatUploadConverted(before)})" : item.Name;

    private string? SourceOf(UploadItem item) => item switch
    {
        { State: UploadState.Failed, CanRetry: false } => null,
        { Preview: { } preview } => preview,
        _ => Session.Images.Find(item.ImageId)?.ThumbnailUrl.Here(),
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
