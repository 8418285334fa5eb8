using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Sessions;

namespace NanoBanana.Web.Images;

public sealed partial class ImagePanel
{
    private Virtualize<Image[]>? _rows;

    [Parameter, EditorRequired]
    public required OpenSession Session { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnOpen { get; set; }

    /// <summary>The image is to go along with the next message.</summary>
    [Parameter, EditorRequired]
    public required EventCallback<Image> OnAttach { get; set; }

    protected override void OnInitialized() => Session.Changed += Refresh;

    private async ValueTask<ItemsProviderResult<Image[]>> ProvideAsync(ItemsProviderRequest request)
    {
        var images = Session.Images;
        var end = (request.StartIndex + request.Count) * ImageRow.Columns;
        while (images.HasOlder && images.Items.Count < end && await Notices.TryAsync(() => images.LoadOlderAsync(request.CancellationToken)))
        {
        }
        var rows = images.Items.Chunk(ImageRow.Columns).ToList();
        return new(rows.Skip(request.StartIndex).Take(request.Count), rows.Count + (images.HasOlder ? 1 : 0));
    }

    private void Refresh() => InvokeAsync(async () =>
    {
        if (_rows is { } rows)
        {
            await rows.RefreshDataAsync();
        }
        StateHasChanged();
    }).Forget(DispatchExceptionAsync);

    public void Dispose() => Session.Changed -= Refresh;
}
