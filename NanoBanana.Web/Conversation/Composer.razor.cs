using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Layout;
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
    private string? _withoutPicture;
    private bool _showsShelf;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required SelectedImageState Picture { get; set; }

    /// <summary>Uploads what is painted and gives the id of its image; null where nothing is.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<string?>> SaveMask { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClearMask { get; set; }

    /// <summary>What is changed: the picture that is open, unless it was taken out.</summary>
    private Image? Subject => _withoutPicture == Picture.Id ? null : Picture.Image is { Status: not ImageStatus.Rejected } image ? image : null;

    private IReadOnlyList<string> Inputs =>
        [.. (Subject is { } subject ? [subject.Id] : Array.Empty<string>()).Union(_tray?.Attached ?? [])];

    /// <summary>How many more pictures the engine takes.</summary>
    private int Room => (Engine?.MaxInputs ?? 0) - Inputs.Count;

    private bool CanEdit => Engine is { } engine && _tray?.IsBusy is not true && (Inputs.Count > 0 ? Inputs.Count <= engine.MaxInputs : engine.TextToImage);

    private string Note => Engine switch
    {
        null when Engines.IsRead => L["NoEngine"],
        not null when _tray?.IsBusy is true => L["UploadsFirst"],
        { } engine when Inputs.Count > engine.MaxInputs => L["TooManyInputs", engine.Name, engine.MaxInputs],
        { TextToImage: false } engine when Inputs.Count == 0 => L["NeedsPicture", engine.Name],
        _ => L["ComposerHint"],
    };

    /// <summary>Takes an image of the session along with the next edit or message.</summary>
    public void Attach(Image image)
    {
        _tray?.Attach(image);
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

    /// <summary>Called by the script; false leaves the text where it is.</summary>
    [JSInvokable]
    public async Task<bool> SendAsync(string text, bool edit)
    {
        text = text.Trim();
        if (edit ? text.Length == 0 || !CanEdit : text.Length == 0 && !(_tray?.Attached.Any() ?? false))
        {
            return false;
        }
        if (edit && text.Length > Limits.PromptMaxLength)
        {
            Notices.Show(L["PromptTooLong", Limits.PromptMaxLength]);
            return false;
        }
        CreateEditRequest? request = null;
        if (edit && !await Notices.TryAsync(async () => request = await AskAsync(text)))
        {
            return false;
        }
        var attached = _tray?.TakeAttached() ?? [];
        // Not awaited: the script empties the box at once, and the message itself says how it stands.
        var message = new OutboxMessage(text, request?.ImageIds ?? attached, time.GetUtcNow(), request);
        Outbox.SendAsync(Session, message).Forget(DispatchExceptionAsync);
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

    private void Refresh() => StateHasChanged();

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await AttachAsync("js/composer.js", _form, Known(this));
            // Nothing can be pressed that nobody would hear.
            StateHasChanged();
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
