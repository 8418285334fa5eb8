using System.Net;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Images;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Canvas;

/// <summary>What the server selects in the picture.</summary>
public sealed partial class CanvasPane
{
    [JSInvokable]
    public void NotSelected() => Notices.Show(Text.SelectFailed);

    /// <param name="imageId">The picture.</param>
    /// <param name="area">The thing at a point or in a frame; null for the subject.</param>
    /// <returns>Where the mask is; null where nothing was found, which the user is told.</returns>
    [JSInvokable]
    public async Task<SelectedMask?> SelectAsync(ImageId imageId, SelectionBox? area)
    {
        if (Image is not { } image || image.Id != imageId)
        {
            return null;
        }
        string? url = null;
        await Notices.TryAsync(async () => url = await FindAsync(image, RequestOf(image, area)));
        return url is null ? null : new(url);
    }

    private static SelectionRequest RequestOf(Image image, SelectionBox? area) =>
        area is null ? new(Subject: true)
        : PinPlace.Within(image, area.X, area.Y, area.Width, area.Height) is { Area: { } box } ? new(Box: box)
        : new(Points: [new(Math.Clamp(area.X, 0, image.Width - 1), Math.Clamp(area.Y, 0, image.Height - 1))]);

    /// <returns>Where the mask is; null where nothing was found, which the user is told.</returns>
    private async Task<string?> FindAsync(Image image, SelectionRequest request)
    {
        try
        {
            var selection = await Retries.SelectAsync(() => Api.SelectAsync(image.Id, request));
            return (await Api.GetImageAsync(selection.MaskImageId)).Url.Here();
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.UnprocessableEntity)
        {
            Notices.Show(Text.NothingSelected);
            return null;
        }
    }
}

/// <summary>A mask that came from the server.</summary>
/// <param name="Url">Of the picture; white is selected.</param>
public sealed record SelectedMask(string Url);
