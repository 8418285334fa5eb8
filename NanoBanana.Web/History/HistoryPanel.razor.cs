using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Web.History;

/// <summary>All versions that the open picture came from or led to, to open, compare and go on from.</summary>
public sealed partial class HistoryPanel
{
    private ElementReference _graphElement;
    private HistoryGraph? _graph;
    private string? _failure;
    private ImageId? _revealed;
    private int _read = -1;
    private bool _choosing;

    [Parameter, EditorRequired]
    public required SessionState Session { get; set; }

    [Parameter, EditorRequired]
    public required SelectedImageState Picture { get; set; }

    /// <summary>The open version is to be changed next.</summary>
    [Parameter, EditorRequired]
    public required EventCallback OnBranch { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback OnClose { get; set; }

    /// <summary>A press on a version compares it with the open one instead of opening it.</summary>
    private bool Comparing => _choosing || Picture.BeforeId is not null;

    private bool CanCompare =>
        Picture.Image is { Status: ImageStatus.Ready } && _graph?.Versions.Count(version => version.Image.Status is ImageStatus.Ready) > 1;

    private string? Hint => _graph switch
    {
        null => null,
        _ when Comparing => Text.ChooseToCompare,
        { Versions.Count: 1 } => Text.OneVersion,
        var graph => Text.FormatManyVersions(graph.Versions.Count),
    };

    protected override Task OnParametersSetAsync() =>
        Picture.Id is { } id && (_graph?.Has(id) is not true || _read != Session.Images.Lineages) ? ReadAsync() : Task.CompletedTask;

    private async Task ReadAsync()
    {
        var read = _read = Session.Images.Lineages;
        try
        {
            var lineage = await Api.GetLineageAsync(Picture.Id!.Value);
            if (read != _read || !lineage.Nodes.Any(image => image.Id == Picture.Id))
            {
                return;
            }
            (_graph, _failure) = (HistoryGraph.Of(lineage), null);
            StateHasChanged();
            await Session.Edits.ReadBackAsync([.. lineage.Edges.Select(edge => edge.EditId).Distinct()], CancellationToken.None);
        }
        catch (Exception e)
        {
            _failure = _graph is null ? Notices.Say(e) : null;
        }
    }

    private void Open()
    {
        _choosing = false;
        Picture.CompareWith(null);
    }

    private void Pick(Image image)
    {
        Session.Images.Know(image);
        if (Comparing)
        {
            _choosing = false;
            Picture.CompareWith(image.Id);
        }
        else
        {
            Picture.Choose(image.Id);
        }
    }

    protected override async Task AfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await AttachAsync("js/rovingTabindex.js", _graphElement);
        }
        if (AttachedScript is { } script && Picture.Id is { } id && _revealed != id && _graph?.Has(id) is true)
        {
            _revealed = id;
            await script.InvokeVoidAsync("reveal");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await DetachAsync();
    }
}
