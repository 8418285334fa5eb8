using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Web.State;

/// <summary>
/// The edits of a session, as far as they were looked at. News may come twice and out of order; an edit only ever gets further.
/// </summary>
public sealed class EditState(NanoBananaClient api, SessionId sessionId)
{
    private readonly SortedList<EditId, Edit> _items = [];
    private readonly HashSet<EditId> _gone = [];
    private string? _older;

    /// <summary>All that are known, newest first.</summary>
    public IEnumerable<Edit> Newest => _items.Values.Reverse();

    /// <summary>Those that are waiting or running, oldest first.</summary>
    public IEnumerable<Edit> Open => _items.Values.Where(IsOpen);

    public Edit? Find(EditId? id) => id is { } known ? _items.GetValueOrDefault(known) : null;

    public static bool IsOpen(Edit edit) => edit.Status is EditStatus.Queued or EditStatus.Running;

    public void Show(Page<Edit> page)
    {
        _older = page.NextCursor;
        foreach (var edit in page.Items)
        {
            Put(edit);
        }
    }

    public void Put(Edit edit)
    {
        if (Find(edit.Id) is not { } known || Stage(edit).CompareTo(Stage(known)) > 0)
        {
            _items[edit.Id] = edit;
        }
    }

    /// <summary>Reads on, back in time, until all of these are known; what is gone stays unknown.</summary>
    public async Task ReadBackAsync(IReadOnlyList<EditId> ids, CancellationToken cancellationToken)
    {
        while (_older is { } cursor && ids.Any(id => Find(id) is null && !_gone.Contains(id)))
        {
            Show(await api.ListEditsAsync(sessionId, cursor, Limits.PageMax, cancellationToken));
        }
    }

    /// <summary>Reads an old one that a message speaks of.</summary>
    public async Task ReadAsync(EditId id, CancellationToken cancellationToken)
    {
        if (Find(id) is not null || _gone.Contains(id))
        {
            return;
        }
        try
        {
            Put(await api.GetEditAsync(id, cancellationToken));
        }
        catch (ApiException e) when (e.Status is HttpStatusCode.NotFound)
        {
            _gone.Add(id);
        }
    }

    private static (int, double, int) Stage(Edit edit) =>
        (IsOpen(edit) ? (int)edit.Status : (int)EditStatus.Succeeded, edit.Progress, edit.ResultIds.Count);
}
