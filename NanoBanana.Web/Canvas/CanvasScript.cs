using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Images;
using NanoBanana.Web.Upload;

namespace NanoBanana.Web.Canvas;

/// <summary>canvas.js: everything about the picture that must not wait for the server.</summary>
internal sealed class CanvasScript : IAsyncDisposable
{
    private readonly IJSObjectReference _canvas;

    private CanvasScript(IJSObjectReference canvas) => _canvas = canvas;

    public static async Task<CanvasScript> StartAsync<T>(
        IJSRuntime script, string module, ElementReference pane, DotNetObjectReference<T> listener)
        where T : class
    {
        await using var import = await script.InvokeAsync<IJSObjectReference>("import", module);
        return new(await import.InvokeAsync<IJSObjectReference>("attach", pane, listener));
    }

    public ValueTask ShowAsync(Image? image, bool paintable) => _canvas.InvokeVoidAsync("show", image is null ? null : new
    {
        image.Id,
        image.Width,
        image.Height,
        Name = image.FileName,
        Original = image.ShownUrl.Here(),
        Preview = ImageContent.PreviewOf(image.Id),
        MaskName = MaskFile.NameFor(image),
        Paintable = paintable,
    });

    /// <summary>Pictures that may be shown next.</summary>
    public ValueTask PreloadAsync(params IEnumerable<ImageId?> imageIds) =>
        _canvas.InvokeVoidAsync("preload", imageIds.OfType<ImageId>().Select(ImageContent.PreviewOf));

    public ValueTask ClearMaskAsync() => _canvas.InvokeVoidAsync("clearMask");

    /// <summary>The area, and nothing else, may change.</summary>
    public ValueTask MaskAreaAsync(SelectionBox area) => _canvas.InvokeVoidAsync("maskArea", area);

    /// <summary>The answer to its upload; null where nothing is painted.</summary>
    public ValueTask<UploadAnswer?> SendMaskAsync(UploadTarget target) => _canvas.InvokeAsync<UploadAnswer?>("sendMask", target);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _canvas.InvokeVoidAsync("stop");
            await _canvas.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
