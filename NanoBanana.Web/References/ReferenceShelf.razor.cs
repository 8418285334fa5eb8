using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.State;

namespace NanoBanana.Web.References;

/// <summary>The pictures that the session and the user keep at hand, read when the shelf opens and whenever others change it.</summary>
public sealed partial class ReferenceShelf
{
    private List<Reference> _items = [];
    private bool _isRead;
    private bool _isNaming;
    private bool _isShared = true;
    private bool _busy;
    private string _name = "";
    private string? _renamed;
    private bool _focusName;
    private ElementReference _newName;
    private int _read = -1;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    /// <summary>The picture that can be put on the shelf; null for none.</summary>
    [Parameter, EditorRequired]
    public required Image? Subject { get; set; }

    /// <summary>How many more pictures the engine takes.</summary>
    [Parameter, EditorRequired]
    public required int Room { get; set; }

    /// <summary>An image of the session is to go along with the next edit.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<Image> OnUse { get; set; }

    private bool MayChange(Reference item) =>
        item.SessionId is null || Session.Session.Role is Role.Owner || (Session.CanWrite && Session.Participants.IsMe(item.AuthorId));

    protected override Task OnParametersSetAsync() =>
        _read == Session.ShelfChanges || !RendererInfo.IsInteractive ? Task.CompletedTask : ReadAsync();

    private async Task ReadAsync()
    {
        var read = _read = Session.ShelfChanges;
        await Notices.TryAsync(async () =>
        {
            var (found, cursor) = (new List<Reference>(), (string?)null);
            do
            {
                var page = await Api.ListReferencesAsync(Session.Session.Id, cursor, Limits.PageMax);
                found.AddRange(page.Items);
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            if (read == _read)
            {
                (_items, _isRead) = (found, true);
            }
        });
    }

    private void Begin(Image subject) => (_isNaming, _name) = (true, Path.GetFileNameWithoutExtension(subject.FileName));

    private void Begin(Reference item) => (_renamed, _name, _isNaming, _focusName) = (item.Id, item.Name, false, true);

    private void Share(ChangeEventArgs changed) => _isShared = changed.Value is not "me";

    private Task KeepAsync() => DoAsync(async () =>
    {
        await Api.CreateReferenceAsync(Session.Session.Id, new(Subject!.Id, _name, _isShared), Guid.NewGuid().ToString());
        _isNaming = false;
        await ReadAsync();
    });

    private Task RenameAsync() => DoAsync(async () =>
    {
        var renamed = await Api.RenameReferenceAsync(_renamed!, _name);
        _items = _items.ConvertAll(item => item.Id == renamed.Id ? item with { Name = renamed.Name } : item);
        _renamed = null;
    });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_focusName)
        {
            _focusName = false;
            await _newName.FocusAsync();
        }
    }

    private Task RemoveAsync(Reference item) => DoAsync(async () =>
    {
        await Api.DeleteReferenceAsync(item.Id);
        _items.Remove(item);
    });

    /// <summary>One of another session is copied into this one, unless its bytes are here already.</summary>
    private Task UseAsync(Reference item) => DoAsync(async () =>
    {
        if (item.Image is { } image)
        {
            await OnUse.InvokeAsync(image.SessionId == Session.Session.Id ? image
                : Session.Images.Pictures.FirstOrDefault(here => here.Sha256 == image.Sha256)
                ?? await Api.CopyImageAsync(image.Id, Session.Session.Id, Guid.NewGuid().ToString()));
        }
    });

    private async Task DoAsync(Func<Task> action)
    {
        _busy = true;
        await Notices.TryAsync(action);
        _busy = false;
    }
}
