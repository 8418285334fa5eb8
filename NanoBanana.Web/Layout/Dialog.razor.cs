using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace NanoBanana.Web.Layout;

public sealed partial class Dialog
{
    private ElementReference _dialog;
    private DotNetObjectReference<Dialog>? _self;

    /// <summary>The id of its title.</summary>
    [Parameter, EditorRequired]
    public required string Id { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClose { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/dialog.js"]}");
            await module.InvokeVoidAsync("open", _dialog, _self);
        }
    }

    [JSInvokable]
    public Task ClosedAsync() => InvokeAsync(OnClose.InvokeAsync);

    public void Dispose()
    {
        IsGone = true;
        _self?.Dispose();
    }
}
