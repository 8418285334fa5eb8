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
    private readonly HashSet<SessionId> _ids = [];
    // Of each page that is on its way, what happened since it was asked for.
    private readonly List<List<Action>> _reads = [];
    private string? _cursor;
    private Task _loading = Task.CompletedTask;

    public IReadOnlyList<Session> Items => _items;

    /// <summary>The same, as the virtualised list wants it.</summary>
    public ICollection<Session> Rows => _items;

    /// <summary>Whether more are to be read once this one is seen.</summary>
    public bool IsLast(Session session) => HasMore && ReferenceEquals(session, _items[^1]);

    /// <summary>Words that the titles or messages of the list contain; null for all sessions.</summary>
    public string? Query { get; private set; }

    public bool IsLoaded { get; private set; }

    public bool HasMore => _cursor is not null;

    public event Action? Changed;

    /// <summary>Reads it anew, as far as it was read: the scroll position stays.</summary>
    public async Task LoadAsync(string? query, CancellationToken cancellationToken)
    {
        var asked = string.IsNullOrWhiteSpace(query) ? null : query.Trim();
        var wanted = asked == Query ? _items.Count : 0;
        Query = asked;
        await TakeAsync(
            () => ReadAsync(asked, wanted, cancellationToken),
            page =>
            {
                if (asked == Query)
                {
                    Show(page);
                }
            });
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

    /// <summary>Reads on until the list has another end. Who asks while a page is on its way waits for that one first.</summary>
    public async Task LoadMoreAsync(CancellationToken cancellationToken)
    {
        var end = _items.LastOrDefault();
        while (HasMore && ReferenceEquals(end, _items.LastOrDefault()))
        {
            await (_loading.IsCompleted ? _loading = ReadMoreAsync(cancellationToken) : _loading);
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
        _reads.ForEach(meanwhile => meanwhile.Add(() => Put(session)));
        var known = _ids.Contains(session.Id);
        if (known && _items.Exists(other => other.Id == session.Id && other.UpdatedAt > session.UpdatedAt))
        {
            return;
        }
        if (known)
        {
            _items.RemoveAll(other => other.Id == session.Id);
        }
        if (known || Query is null || IsNamed(session, Query))
        {
            var place = _items.FindIndex(other => Compare(session, other) < 0);
            _items.Insert(place < 0 ? _items.Count : place, session);
            _ids.Add(session.Id);
        }
        Changed?.Invoke();
    }

    public void Remove(SessionId id)
    {
        _reads.ForEach(meanwhile => meanwhile.Add(() => Remove(id)));
        if (_ids.Remove(id))
        {
            _items.RemoveAll(other => other.Id == id);
            Changed?.Invoke();
        }
    }

    private async Task<Page<Session>> ReadAsync(string? query, int wanted, CancellationToken cancellationToken)
    {
        List<Session> read = [];
        string? cursor = null;
        do
        {
            var page = await api.ListSessionsAsync(query, cursor, wanted > PageSize ? MorePageSize : PageSize, cancellationToken);
            read.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null && read.Count < wanted && query == Query);
        return new(read, cursor);
    }

    private async Task ReadMoreAsync(CancellationToken cancellationToken)
    {
        if (_cursor is { } cursor)
        {
            await TakeAsync(
                () => api.ListSessionsAsync(Query, cursor, MorePageSize, cancellationToken),
                page =>
                {
                    if (_cursor == cursor)
                    {
                        Add(page);
                    }
                });
        }
    }

    /// <summary>Shows a page, and then again what happened while it was on its way: that is newer.</summary>
    private async Task TakeAsync(Func<Task<Page<Session>>> read, Action<Page<Session>> show)
    {
        List<Action> meanwhile = [];
        _reads.Add(meanwhile);
        Page<Session> page;
        try
        {
            page = await read();
        }
        finally
        {
            _reads.Remove(meanwhile);
        }
        show(page);
        meanwhile.ForEach(again => again());
    }

    private void Add(Page<Session> page)
    {
        _items.AddRange(page.Items.Where(session => _ids.Add(session.Id)));
        _cursor = page.NextCursor;
    }

    private static bool IsNamed(Session session, string words) =>
        (session.Title is "" ? session.FileName ?? "" : session.Title).Contains(words, StringComparison.CurrentCultureIgnoreCase);

    private static int Compare(Session a, Session b) =>
        (b.UpdatedAt, b.Id.Value).CompareTo((a.UpdatedAt, a.Id.Value));
}
