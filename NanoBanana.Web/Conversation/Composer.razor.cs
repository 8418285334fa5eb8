using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;
using NanoBanana.Web.Upload;

namespace NanoBanana.Web.Conversation;

/// <summary>
/// Where an edit is asked for and a message is written. The text lives in the browser (composer.js), so that a slow connection never
/// eats a key stroke and a reload keeps it.
/// </summary>
public sealed partial class Composer(TimeProvider time)
{
    private ElementReference _form;
    private ElementReference _box;
    private UploadTray? _tray;
    private ImageId? _withoutPicture;
    private bool _showsShelf;
    private string? _address;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required SelectedImageState Picture { get; set; }

    /// <summary>Uploads what is painted and gives the id of its image; null where nothing is.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<ImageId?>> SaveMask { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClearMask { get; set; }

    /// <summary>What is changed: the picture that is open, unless it was taken out.</summary>
    private Image? Subject =>
        _withoutPicture == Picture.Id ? null : Picture.Image is { Status: not ImageStatus.Rejected } image ? image : null;

    private IReadOnlyList<ImageId> Inputs =>
        [.. (Subject is { } subject ? [subject.Id] : Array.Empty<ImageId>()).Union(_tray?.Attached ?? [])];

    /// <summary>How many more pictures the engine takes.</summary>
    private int Room => (Engine?.MaxInputs ?? 0) - Inputs.Count;

    private bool CanEdit =>
        Engine is { } engine && _tray?.IsBusy is not true && (Inputs.Count > 0 ? Inputs.Count <= engine.MaxInputs : engine.TextToImage);

    private string Note => Engine switch
    {
        null when Engines.IsRead => Text.NoEngine,
        not null when _tray?.IsBusy is true => Text.UploadsFirst,
        { } engine when Inputs.Count > engine.MaxInputs => Text.FormatTooManyInputs(engine.Name, engine.MaxInputs),
        { TextToImage: false } engine when Inputs.Count == 0 => Text.FormatNeedsPicture(engine.Name),
        _ => Text.ComposerHint,
    };

    /// <summary>Takes an image of the session along with the next edit or message.</summary>
    public async Task AttachAsync(Image image)
    {
        await (_tray?.AttachAsync(image) ?? Task.CompletedTask);
        StateHasChanged();
    }

    /// <summary>The picture that is open is what the next edit changes.</summary>
    public async Task TakePictureAsync()
    {
        _withoutPicture = null;
        StateHasChanged();
        await _box.FocusAsync();
    }

    /// <summary>Puts a text into the box.</summary>
    public ValueTask FillAsync(string text) => AttachedScript?.InvokeVoidAsync("fill", text) ?? ValueTask.CompletedTask;

    /// <summary>
    /// Called by the script; false leaves the text where it is. With true the browser keeps the message until the API has it.
    /// </summary>
    /// <param name="key">Of the message, made by the browser: whatever sends it again, it is said once.</param>
    /// <param name="text">As it was written.</param>
    /// <param name="edit">Whether the picture is to be changed.</param>
    [JSInvokable]
    public async Task<bool> SendAsync(string key, string text, bool edit)
    {
        text = text.Trim();
        if (edit ? text.Length == 0 || !CanEdit : text.Length == 0 && !(_tray?.Attached.Any() ?? false))
        {
            return false;
        }
        if (edit && text.Length > Limits.PromptMaxLength)
        {
            Notices.Show(Text.FormatPromptTooLong(Limits.PromptMaxLength));
            return false;
        }
        CreateEditRequest? request = null;
        if (edit && !await Notices.TryAsync(async () => request = await AskAsync(text)))
        {
            return false;
        }
        IReadOnlyList<ImageId> attached = [.. _tray?.Attached.Take(Limits.MessageMaxImages) ?? []];
        // Only kept, not sent: the message itself says how it stands.
        var message = new OutboxMessage(new KeptMessage(key, text, request?.ImageIds ?? attached, time.GetUtcNow(), request));
        await Outbox.TakeAsync(Session, message, DispatchExceptionAsync);
        await (_tray?.DetachAsync(attached) ?? Task.CompletedTask);
        return true;
    }

    /// <summary>Called by the script every few seconds while the user types, and when they stop.</summary>
    [JSInvokable]
    public Task TypeAsync(bool isTyping) => Live.TypingAsync(Session.Session.Id, isTyping, CancellationToken.None);

    private async Task<CreateEditRequest> AskAsync(string prompt)
    {
        var engine = Engine!;
        var mask = Subject is not null && Picture.HasMask && engine.Mask ? await SaveMask() : null;
        var terms = _terms.Of(engine, isMasked: mask is not null);
        return new(prompt, Inputs, mask, Variants, engine.Id, terms.Background)
        {
            AspectRatio = terms.AspectRatio,
            Size = terms.Size,
            Quality = terms.Quality,
            Seed = terms.Seed,
        };
    }

    /// <summary>Whether the API fetches pictures from addresses.</summary>
    private bool FetchesAddresses => Configuration.GetValue<bool>("Images:FromAddress");

    /// <summary>Called by the script when nothing but the address of something is in the box.</summary>
    [JSInvokable]
    public void OfferAddress(string address)
    {
        _address = address.Length <= Limits.AddressMaxLength ? address : null;
        StateHasChanged();
    }

    private async Task EndOfferAsync(bool isFetched)
    {
        _address = null;
        if (isFetched)
        {
            await FillAsync("");
        }
    }

    private void Refresh() => StateHasChanged();

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await AttachAsync("js/composer.js", _form, Known(this));
            // Nothing can be pressed that nobody would hear.
            StateHasChanged();
            await Outbox.ResumeAsync(Session, DispatchExceptionAsync);
            await RecallAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DetachAsync();
        try
        {
            await (_browserStore?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
