using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Web.Live;

namespace NanoBanana.Web.Sessions;

/// <summary>The caller's sessions, last changed first: as many pages as were looked at, kept up to date by events.</summary>
internal sealed class SessionList(NanoBananaClient api)
{
    private const int PageSize = 30;
    private const int MorePageSize = 100;

    private readonly List<Session> _items = [];
    private readonly HashSet<string> _ids = [];
    private string? _cursor;

    public IReadOnlyList<Session> Items => _items;

    /// <summary>Words that the titles or messages of the list contain; null for all sessions.</summary>
    public string? Query { get; private set; }

    public bool IsLoaded { get; private set; }

    public bool HasMore => _cursor is not null;

    public event Action? Changed;

    public async Task LoadAsync(string? query, CancellationToken cancellationToken)
    {
        Query = string.IsNullOrWhiteSpace(query) ? null : query.Trim();
        var asked = Query;
        var page = await api.ListSessionsAsync(asked, null, PageSize, cancellationToken);
        if (asked == Query)
        {
            Show(page);
        }
    }

    /// <summary>What was read before, such as while the page was rendered first.</summary>
    public void Show(Page<Session> page)
    {
        _items.Clear();
        _ids.Clear();
        Add(page);
        IsLoaded = true;
        Changed?.Invoke();
    }

    public Page<Session> Snapshot() => new([.. _items], _cursor);

    public async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        if (_cursor is { } cursor)
        {
            var page = await api.ListSessionsAsync(Query, cursor, MorePageSize, cancellationToken);
            if (_cursor == cursor)
            {
                Add(page);
            }
        }
    }

    /// <summary>Applies an event of the caller's own list; one that comes twice changes nothing.</summary>
    public void Apply(SessionEvent next)
    {
        switch (next.Type)
        {
            case EventTypes.SessionCreated or EventTypes.SessionUpdated when next.Data.Read(ContractJson.Default.Session) is { } session:
                Put(session);
                break;
            case EventTypes.SessionDeleted or EventTypes.MemberRemoved when next.SessionId is { } id:
                Remove(id);
                break;
        }
    }

    public void Put(Session session)
    {
        var known = _ids.Contains(session.Id);
        if (known)
        {
            _items.RemoveAll(other => other.Id == session.Id);
        }
        if (known || Query is null || session.Title.Contains(Query, StringComparison.CurrentCultureIgnoreCase))
        {
            var place = _items.FindIndex(other => Compare(session, other) < 0);
            _items.Insert(place < 0 ? _items.Count : place, session);
            _ids.Add(session.Id);
        }
        Changed?.Invoke();
    }

    public void Remove(string id)
    {
        if (_ids.Remove(id))
        {
            _items.RemoveAll(other => other.Id == id);
            Changed?.Invoke();
        }
    }

    private void Add(Page<Session> page)
    {
        _items.AddRange(page.Items.Where(session => _ids.Add(session.Id)));
        _cursor = page.NextCursor;
    }

    private static int Compare(Session a, Session b) =>
        (b.UpdatedAt, b.Id).CompareTo((a.UpdatedAt, a.Id));
}
