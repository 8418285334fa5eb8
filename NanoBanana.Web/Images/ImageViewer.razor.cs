using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Sessions;

namespace NanoBanana.Web.Images;

/// <summary>One image in full, with its facts. Arrow keys go to its neighbours, Escape closes.</summary>
public sealed partial class ImageViewer
{
    private ElementReference _dialog;
    private IJSObjectReference? _module;
    private bool _original;
    private bool _deleting;
    private string? _shown;

    [Parameter, EditorRequired]
    public required OpenSession Session { get; set; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<string> OnMove { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClose { get; set; }

    private ImageSet Images => Session.Images;

    private Image? Image => Images.Find(Id);

    private string Source => _original ? Image!.Url : ImageContent.PreviewOf(Id);

    protected override Task OnParametersSetAsync()
    {
        if (_shown != Id)
        {
            (_shown, _original, _deleting) = (Id, false, false);
        }
        return Image is null ? OnClose.InvokeAsync() : Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/dialog.js"]}");
            await _module.InvokeVoidAsync("open", _dialog);
        }
    }

    private Task KeyAsync(KeyboardEventArgs pressed) => pressed.Key switch
    {
        "ArrowLeft" => MoveAsync(-1),
        "ArrowRight" => MoveAsync(1),
        _ => Task.CompletedTask,
    };

    private Task MoveAsync(int step) => Neighbour(step) is { } next ? OnMove.InvokeAsync(next.Id) : Task.CompletedTask;

    private Image? Neighbour(int step)
    {
        var place = Images.Items.IndexOf(Image!) + step;
        return Image is not null && place >= 0 && place < Images.Items.Count ? Images.Items[place] : null;
    }

    /// <summary>The first press asks, the second does it.</summary>
    private async Task DeleteAsync()
    {
        if (!_deleting)
        {
            _deleting = true;
        }
        else if (await Notices.TryAsync(() => Api.DeleteImageAsync(Id)))
        {
            Images.Remove(Id);
            Session.Tell();
            await OnClose.InvokeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is { } module)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
