using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace NanoBanana.Web.Layout;

/// <summary>
/// A component with a script in the browser. It may be gone before its script has come, or while that answers; this ends what the two had
/// with each other, and not the page.
/// </summary>
public abstract class ScriptedComponent : ComponentBase
{
    /// <summary>To be set before anything is disposed.</summary>
    protected bool IsGone { get; set; }

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
