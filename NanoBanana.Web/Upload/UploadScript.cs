using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using NanoBanana.Contracts;

namespace NanoBanana.Web.Upload;

/// <summary>upload.js: sends files over HTTP, so that their bytes stay out of the circuit, and tells how far they are.</summary>
internal sealed class UploadScript(IJSRuntime script, AntiforgeryStateProvider antiforgery) : IAsyncDisposable
{
    public const string AntiforgeryHeader = "RequestVerificationToken";
    private const int Parallel = 3;

    private IJSObjectReference? _queue;

    /// <param name="userId">Files on their way are kept for them alone.</param>
    public async Task StartAsync<T>(
        string module, ElementReference input, SessionId sessionId, UserId userId, DotNetObjectReference<T> listener) where T : class
    {
        await using var import = await script.InvokeAsync<IJSObjectReference>("import", module);
        var target = UploadTarget.For(sessionId, antiforgery);
        _queue = await import.InvokeAsync<IJSObjectReference>(
            "start", input, listener, target, $"{sessionId}:{userId}", Limits.ImageMaxBytes, Limits.ImageMaxPixels, Parallel);
    }

    public ValueTask RetryAsync(string id) => _queue?.InvokeVoidAsync("retry", id) ?? ValueTask.CompletedTask;

    /// <summary>Stops it if it is still on its way, and lets go of the file.</summary>
    public ValueTask RemoveAsync(string id) => _queue?.InvokeVoidAsync("remove", id) ?? ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_queue is { } queue)
            {
                await queue.InvokeVoidAsync("stop");
                await queue.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
