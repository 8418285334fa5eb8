using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace NanoBanana.Web.Layout;

/// <summary>
/// A component with a script in the browser. It may be gone before its script has come, or while that answers; this ends what the two had
/// with each other, and not the page.
/// </summary>
public abstract class ScriptedComponent : ComponentBase
{
    private IDisposable? _self;

    [Inject]
    protected IJSRuntime Script { get; set; } = null!;

    /// <summary>What the script gave for this component; null until it has come.</summary>
    protected IJSObjectReference? AttachedScript { get; private set; }

    /// <summary>To be set before anything is disposed.</summary>
    protected bool IsGone { get; set; }

    /// <summary>The component as its script knows it, until it is detached.</summary>
    protected DotNetObjectReference<T> Known<T>(T component)
        where T : ScriptedComponent
    {
        var known = DotNetObjectReference.Create(component);
        _self = known;
        return known;
    }

    /// <param name="file">A module with a function <c>attach</c>, whose result has a function <c>stop</c>.</param>
    /// <param name="arguments">What it is attached to.</param>
    protected async Task AttachAsync(string file, params object?[] arguments)
    {
        await using var module = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets[file]}");
        AttachedScript = await module.InvokeAsync<IJSObjectReference>("attach", arguments);
        if (IsGone)
        {
            await DetachAsync();
        }
    }

    /// <summary>Stops the script; the component is gone.</summary>
    protected async ValueTask DetachAsync()
    {
        IsGone = true;
        try
        {
            if (AttachedScript is { } attached)
            {
                await attached.InvokeVoidAsync("stop");
                await attached.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
        _self?.Dispose();
    }

    /// <summary>Starts the script, and tells it what has changed.</summary>
    protected abstract Task AfterRenderAsync(bool firstRender);

    protected sealed override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            await AfterRenderAsync(firstRender);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
        catch (Exception e) when (IsGone && e is ObjectDisposedException or JSException or OperationCanceledException)
        {
            // Only the component is gone.
        }
    }
}
