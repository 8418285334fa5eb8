using Microsoft.JSInterop;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Layout;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Canvas;

/// <summary>Comments at places of the picture.</summary>
public sealed partial class CanvasPane
{
    /// <summary>The next comment goes there; without a width it is about a point.</summary>
    [JSInvokable]
    public void PlacePin(ImageId imageId, SelectionBox place)
    {
        if (Image is { } image && image.Id == imageId && Session.CanWrite)
        {
            (Session.Pins.Draft, Session.Pins.SelectedId) = (PinPlace.Within(image, place.X, place.Y, place.Width, place.Height), null);
            Session.Tell();
        }
    }

    private void SelectPin(Pin pin)
    {
        (Session.Pins.Draft, Session.Pins.SelectedId) = (null, Session.Pins.SelectedId == pin.Id ? null : pin.Id);
        Session.Tell();
    }

    private void Toggle(CanvasPanel panel)
    {
        _panel = _panel == panel ? CanvasPanel.Film : panel;
        (Session.Pins.Draft, Session.Pins.SelectedId) = (null, null);
    }

    /// <summary>The words go into the message box, the area becomes the mask: one more press asks for it.</summary>
    private async Task InstructAsync(Pin pin)
    {
        if (pin.Area is { } area && _script is { } script)
        {
            await script.MaskAreaAsync(area);
        }
        await OnPrompt.InvokeAsync(pin.Text);
    }

    /// <summary>Nobody asked for them yet: a failure shows only in that none are there.</summary>
    private async Task ReadPinsAsync()
    {
        try
        {
            await Session.Pins.ReadAsync(Image?.Id, CancellationToken.None);
        }
        catch (Exception e)
        {
            Notices.Log(e);
        }
    }
}
