using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Web.Edits;
using NanoBanana.Web.Sessions;

namespace NanoBanana.Web.Jobs;

/// <summary>
/// What the user asked for in this session and where it is: what waits and runs, and what ended within a day, until he dismisses it.
/// What he dismissed is kept in his browser.
/// </summary>
public sealed partial class JobsMenu(TimeProvider time)
{
    private static readonly TimeSpan Shown = TimeSpan.FromDays(1);

    private IJSObjectReference? _keep;
    private HashSet<string>? _dismissed;

    [Parameter, EditorRequired]
    public required OpenSession Session { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<Image> OnOpen { get; set; }

    [Parameter, EditorRequired]
    public required EventCallback<string> OnRephrase { get; set; }

    private string Key => $"jobs:{Session.Session.Id}";

    private int Running => Mine.Count(EditLog.IsOpen);

    private string Label => Running == 0 ? L["Jobs"] : L[Running == 1 ? "JobRuns" : "JobsRun", Running];

    /// <summary>Newest first. Until it is known what was dismissed, only what is not finished.</summary>
    private IEnumerable<Edit> Mine => Session.Edits.Newest.Where(edit => Session.People.IsMe(edit.AuthorId)
        && (EditLog.IsOpen(edit) || (IsRecent(edit) && _dismissed?.Contains(edit.Id) is false)));

    private bool IsRecent(Edit edit) => (edit.FinishedAt ?? edit.CreatedAt) > time.GetUtcNow() - Shown;

    private async Task DismissAsync(IReadOnlyList<Edit> edits)
    {
        _dismissed!.UnionWith(edits.Select(edit => edit.Id));
        // Older ones are not shown anyway.
        _dismissed.IntersectWith(Session.Edits.Newest.Where(IsRecent).Select(edit => edit.Id));
        if (_keep is { } keep)
        {
            await keep.InvokeVoidAsync("save", Key, _dismissed);
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _keep = await Script.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/keep.js"]}");
            _dismissed = [.. await _keep.InvokeAsync<string[]?>("load", Key) ?? []];
            StateHasChanged();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await (_keep?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the script with it.
        }
    }
}
