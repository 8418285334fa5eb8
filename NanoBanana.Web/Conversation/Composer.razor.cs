using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Sessions;
using NanoBanana.Web.Upload;

namespace NanoBanana.Web.Conversation;

/// <summary>
/// Where a message is written. The text lives in the browser (composer.js), so that a slow connection never eats a key stroke and a
/// reload keeps it.
/// </summary>
public sealed partial class Composer(TimeProvider time)
{
    private ElementReference _form;
    private UploadTray? _tray;
    private IJSObjectReference? _script;
    private DotNetObjectReference<Composer>? _self;

    [Parameter, EditorRequired]
    public required OpenSession Session { get; set; }

    /// <summary>Takes an image of the session along with the next message.</summary>
    public void Attach(Image image) => _tray?.Attach(image);

    /// <summary>Called by the script; false leaves the text where it is.</summary>
    [JSInvokable]
    public bool Send(string text)
    {
        var images = _tray?.TakeAttached() ?? [];
        if (string.IsNullOrWhiteSpace(text) && images.Count == 0)
        {
            return false;
        }
        Session.Messages.Add(new Outgoing(text.Trim(), images, time.GetUtcNow()));
        Session.Tell();
        return true;
    }

    /// <summary>Called by the script while somebody types, every few seconds, and when he stops.</summary>
    [JSInvokable]
    public Task TypeAsync(bool isTyping) => Live.TypingAsync(Session.Session.Id, isTyping, CancellationToken.None);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/composer.js"]}");
            _script = await module.InvokeAsync<IJSObjectReference>("attach", _form, _self);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_script is { } script)
            {
                await script.InvokeVoidAsync("stop");
                await script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
        _self?.Dispose();
    }
}
