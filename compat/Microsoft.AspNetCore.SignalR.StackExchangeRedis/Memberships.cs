namespace Microsoft.AspNetCore.SignalR.StackExchangeRedis;

/// <summary>The groups that a connection is in. Closed when it disconnects, after which none is added.</summary>
internal sealed class Memberships
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private bool _closed;

    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    public bool Add(string group)
    {
        lock (_lock)
        {
            return !_closed && _groups.Add(group);
        }
    }

    public bool Remove(string group)
    {
        lock (_lock)
        {
            return _groups.Remove(group);
        }
    }

    public string[] Close()
    {
        lock (_lock)
        {
            _closed = true;
            return [.. _groups];
        }
    }
}
