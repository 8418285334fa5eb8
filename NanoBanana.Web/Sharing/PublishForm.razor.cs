using Microsoft.AspNetCore.Components;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Web.State;

namespace NanoBanana.Web.Sharing;

/// <summary>Asks what a public copy shows.</summary>
public sealed partial class PublishForm
{
    private Publication _choice = new(null, null, false);
    private bool _busy;

    [Parameter, EditorRequired]
    public required SessionState Open { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<CreateSnapshotRequest> OnPublish { get; set; }

    private IEnumerable<Image> Pictures => Open.Images.Pictures.Where(image => image.Status is ImageStatus.Ready);

    private bool AllTicked => !Open.Images.HasOlder && Pictures.All(image => _choice.Ticked.Contains(image.Id));

    protected override async Task OnInitializedAsync()
    {
        var version = Open.Picture.Image is { Status: ImageStatus.Ready } image ? image : null;
        _choice = new(version, null, Pictures.Any());
        if (Open.Picture.Before is null && version?.ParentId is { } parent
            && Open.Images.Find(parent) is null && !Open.Images.IsGone(parent))
        {
            await Notices.TryAsync(() => Open.Images.ReadAsync(parent, CancellationToken.None));
        }

        _choice = new(version, Open.Picture.Before ?? Open.Images.Find(version?.ParentId), Pictures.Any());
    }

    private bool Is(PublishedPart part) => _choice.Part == part;

    private void Choose(PublishedPart part) => _choice.Part = part;

    /// <summary>Also those that were not looked at yet, as far as one copy can be picked.</summary>
    private async Task TickAllAsync()
    {
        var ticked = !AllTicked;
        _busy = true;
        await Notices.TryAsync(async () =>
        {
            while (ticked && Open.Images.HasOlder && Open.Images.Items.Count < Limits.SnapshotMaxImages)
            {
                await Open.Images.LoadOlderAsync(CancellationToken.None);
            }
        });
        foreach (var image in Pictures.Take(Limits.SnapshotMaxImages))
        {
            _choice.Tick(image.Id, ticked);
        }

        _busy = false;
    }

    private async Task PublishAsync()
    {
        if (_choice.Request is { } request)
        {
            _busy = true;
            await OnPublish.InvokeAsync(request);
            _busy = false;
        }
    }
}
