using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Images;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;
using NanoBanana.Web.Upload;

namespace NanoBanana.Web.Canvas;

/// <summary>The picture that is open: to look at, compare, paint a mask on, copy and download.</summary>
public sealed partial class CanvasPane(TimeProvider time)
{
    private readonly HashSet<ImageId> _renewed = [];
    private ElementReference _pane;
    private CanvasScript? _script;
    private DotNetObjectReference<CanvasPane>? _self;
    private ElementReference _sheet;
    private (ImageId?, string?, string?, string?) _shown;
    private (ImageId?, ImageId?) _preloaded;
    private ImageId? _open;
    private ImageId? _from;
    private CanvasPanel _panel;
    private string? _said;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required SelectedImageState Picture { get; set; }

    /// <summary>The image is to go along with the next edit.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<Image> OnAttach { get; set; }

    /// <summary>The open picture is to be changed next.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnBranch { get; set; }

    /// <summary>What a comment says is to be written where edits are asked for.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<string> OnPrompt { get; set; }

    private Image? Image => Picture.Image;

    /// <summary>Uploads what is painted; its image's id, or null where nothing is painted.</summary>
    public async Task<ImageId?> SaveMaskAsync()
    {
        var answer = _script is { } script ? await script.SendMaskAsync(UploadTarget.For(Session.Session.Id, Antiforgery)) : null;
        if (answer is null)
        {
            return null;
        }
        return answer.Status is StatusCodes.Status201Created
            && JsonSerializer.Deserialize(answer.Body, ContractJson.Default.Image) is { } mask
            ? mask.Id
            : throw new InvalidOperationException($"The mask was answered with {answer.Status}.");
    }

    public ValueTask ClearMaskAsync() => _script?.ClearMaskAsync() ?? ValueTask.CompletedTask;

    [JSInvokable]
    public void Painted(ImageId imageId, bool hasMask) => Picture.Painted(imageId, hasMask);

    /// <summary>Shows the version before the open one; its id, or null where there is none.</summary>
    [JSInvokable]
    public Task<ImageId?> UndoAsync() => StepAsync(undo => undo.Undo());

    /// <summary>Shows the version after the open one; its id, or null where there is none.</summary>
    [JSInvokable]
    public Task<ImageId?> RedoAsync() => StepAsync(undo => undo.Redo());

    [JSInvokable]
    public void Copied() => Notices.Show(Text.PictureCopied);

    [JSInvokable]
    public void Failed() => Notices.Show(Text.PictureNotMade);

    /// <summary>An address did not answer: it may have expired. Once, a fresh one is asked for.</summary>
    [JSInvokable]
    public async Task RenewAsync(ImageId imageId)
    {
        if (_renewed.Add(imageId) && await Notices.TryAsync(() => Session.Images.ReadAsync(imageId, CancellationToken.None)))
        {
            Session.Tell();
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        Follow();
        if (Picture.Id is { } id && Image is null && RendererInfo.IsInteractive)
        {
            await Notices.TryAsync(() => Session.Images.ReadAsync(id, CancellationToken.None));
            Picture.ShowNewest();
        }
        if (RendererInfo.IsInteractive)
        {
            await ReadVersionsAsync();
            await ReadPinsAsync();
        }
    }

    /// <summary>A result that takes the place of what it was made from is faded into.</summary>
    private void Follow()
    {
        if (_open == Picture.Id)
        {
            return;
        }
        var before = Image?.ParentId is { } parent && parent == _open ? Session.Images.Find(parent) : null;
        _from = before is not null && Math.Abs(RatioOf(before) - RatioOf(Image!)) < 0.01 ? before.Id : null;
        _open = Picture.Id;
    }

    private static double RatioOf(Image image) => (double)image.Width / image.Height;

    /// <summary>The first of the versions that it came from, as far as they are known here; null for an original.</summary>
    private ImageId? OriginalOf(Image image)
    {
        var first = image;
        while (first.ParentId is { } parent && Session.Images.Find(parent) is { } before)
        {
            first = before;
        }
        return first.Id == image.Id ? null : first.Id;
    }

    private async Task<ImageId?> StepAsync(Func<UndoState, ImageId?> step)
    {
        await ReadVersionsAsync();
        var id = step(Session.Undo);
        if (Image is { } image && id is not null)
        {
            _said = Text.FormatPictureNamed(image.FileName);
            StateHasChanged();
        }
        return id;
    }

    /// <summary>Nobody asked for them yet: a failure shows only in that nothing can be undone.</summary>
    private async Task ReadVersionsAsync()
    {
        try
        {
            await Session.Undo.ReadAsync(CancellationToken.None);
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
            _script = await CanvasScript.StartAsync(Script, $"./{Assets["js/canvas.js"]}", _pane, _self);
        }
        var ready = Image is { Status: ImageStatus.Ready } image ? image : null;

        // The element counts, too: it is another one when the picture was away for a moment, even between two of these calls.
        var shown = (ready?.Id, ready?.Url, Picture.Before?.Url, ready is null ? null : _sheet.Id);
        if (_script is { } script && _shown != shown)
        {
            _shown = shown;
            await script.ShowAsync(ready, Session.CanWrite);
        }
        var near = (Session.Undo.Earlier?.Id, Session.Undo.Later?.Id);
        if (_script is { } loader && _preloaded != near)
        {
            _preloaded = near;
            await loader.PreloadAsync(near.Item1, near.Item2);
        }
    }

    /// <summary>The thumbnail is there already and stands in until the preview is.</summary>
    private static string? Backdrop(Image image) => image.ThumbnailUrl.Here() is { } url ? $"background-image: url('{url}')" : null;

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
