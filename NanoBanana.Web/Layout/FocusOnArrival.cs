using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace NanoBanana.Web.Layout;

/// <summary>
/// Gives the focus to the heading of a page that was gone to, so that a screen reader says it. Unlike <c>FocusOnNavigate</c> it leaves
/// alone whoever has gone on from there: what a busy server says late must not take the focus away again.
/// </summary>
public sealed class FocusOnArrival(IJSRuntime script) : ComponentBase
{
    private Type? _arrivedAt;
    private bool _arrives;

    /// <summary>The component of the page that is shown.</summary>
    [Parameter, EditorRequired]
    public required Type Page { get; set; }

    protected override void OnParametersSet()
    {
        _arrives |= Page != _arrivedAt;
        _arrivedAt = Page;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_arrives)
        {
            return;
        }
        _arrives = false;
        try
        {
            await using var module = await script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/arrival.js"]}");
            await module.InvokeVoidAsync("arrive");
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }
}
