using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Canvas;

/// <summary>A comment with its replies.</summary>
public sealed partial class PinCard
{
    private ElementReference _card;
    private ElementReference _box;
    private string _text = "";
    private string _key = "";
    private bool _replying;
    private bool _focusBox;
    private bool _busy;
    private bool _wasSelected;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required Pin Pin { get; set; }

    /// <summary>What it says is to be done.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<Pin> OnInstruct { get; set; }

    private int Number => Session.Pins.NumberOf(Pin);

    private bool IsSelected => Session.Pins.SelectedId == Pin.Id;

    private string NameOf(UserId userId) => Session.Participants.NameOf(userId) ?? Text.Somebody;

    private void Select()
    {
        Session.Pins.SelectedId = IsSelected ? null : Pin.Id;
        Session.Tell();
    }

    private void Reply() => (_replying, _focusBox, _text, _key) = (true, true, "", Guid.NewGuid().ToString());

    private Task ReplyAsync() => DoAsync(async () =>
    {
        Session.Pins.Put(await Api.ReplyToPinAsync(Pin.Id, _text.Trim(), _key));
        _replying = false;
    });

    private Task ResolveAsync() => DoAsync(async () =>
    {
        var pin = await Api.ResolvePinAsync(Pin.Id, !Pin.Resolved);
        Session.Pins.Put(pin);
        Session.Pins.SelectedId = pin.Resolved ? null : pin.Id;
    });

    private Task DeleteAsync() => DoAsync(async () =>
    {
        await Api.DeletePinAsync(Pin.Id);
        Session.Pins.Remove(Pin.Id);
    });

    private async Task DoAsync(Func<Task> change)
    {
        _busy = true;
        if (await Notices.TryAsync(change))
        {
            Session.Tell();
        }
        _busy = false;
    }

    /// <summary>What was chosen on the picture comes into sight.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var comes = IsSelected && !_wasSelected;
        _wasSelected = IsSelected;
        if (_focusBox)
        {
            _focusBox = false;
            await _box.FocusAsync();
        }
        else if (comes)
        {
            await _card.FocusAsync();
        }
    }
}
