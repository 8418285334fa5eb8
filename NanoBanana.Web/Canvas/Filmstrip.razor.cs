using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Canvas;

/// <summary>The pictures of the session below the open one. Versions stand in the stack of their original.</summary>
public sealed partial class Filmstrip
{
    private ElementReference _list;
    private bool _loading;
    private ImageId? _open;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required SelectedImageState Picture { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnAttach { get; set; }

    private VersionStacks Stacks => Session.Stacks;

    /// <summary>One browser may serve several people.</summary>
    private string KeptAt => $"unfolded:{Session.Session.Id}:{Session.Participants.MyId}";

    /// <summary>The picture that is opened unfolds its own stack.</summary>
    protected override Task OnParametersSetAsync()
    {
        if (_open == Picture.Id || Picture.Image is not { } image)
        {
            return Task.CompletedTask;
        }
        _open = image.Id;
        return Stacks.Unfold(image) && Stacks.IsRecalled ? KeepAsync() : Task.CompletedTask;
    }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }
        if (!Stacks.IsRecalled)
        {
            Stacks.Recall(await Tab.LoadAsync<ImageId[]>(KeptAt) ?? []);
            StateHasChanged();
        }
        await AttachAsync("js/rovingTabindex.js", _list, true);
    }

    public ValueTask DisposeAsync() => DetachAsync();

    private Task ToggleAsync(StackedVersions stack)
    {
        Stacks.Toggle(stack);
        return KeepAsync();
    }

    private Task KeepAsync() => Tab.SaveAsync(KeptAt, Stacks.Unfolded.ToArray());

    private async Task LoadOlderAsync()
    {
        _loading = true;
        await Notices.TryAsync(() => Session.Images.LoadOlderAsync(CancellationToken.None));
        _loading = false;
    }
}
