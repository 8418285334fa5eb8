using System.Diagnostics.CodeAnalysis;
using NanoBanana.Core.Events;

namespace NanoBanana.Api.Live;

/// <summary>An entry of a log with the views that were made of it, each once for all who see the same.</summary>
internal sealed class FeedEntry(LogEntry entry)
{
    /// <summary>Views that are kept at most. With more readers than that, some views are made again.</summary>
    private const int Kept = 8;

    private readonly Lock _lock = new();
    private readonly List<(ViewKey Key, Task<EventJson> View)> _views = new(1);

    public LogEntry Entry => entry;

    /// <param name="make">Makes the view where there is none. One that failed is not kept.</param>
    public Task<EventJson> ViewAsync(ViewKey key, Func<ViewKey, Task<EventJson>> make)
    {
        lock (_lock)
        {
            if (TryFind(key, out var known))
            {
                return known;
            }
        }

        var made = make(key);
        lock (_lock)
        {
            if (TryFind(key, out var known))
            {
                return known;
            }

            if (_views.Count == Kept)
            {
                _views.Clear();
            }

            _views.Add((key, made));
            return made;
        }
    }

    private bool TryFind(ViewKey key, [NotNullWhen(true)] out Task<EventJson>? view)
    {
        for (var i = 0; i < _views.Count; i++)
        {
            if (_views[i].Key == key)
            {
                view = _views[i].View;
                if (!view.IsFaulted)
                {
                    return true;
                }

                _views.RemoveAt(i);
            }
        }

        view = null;
        return false;
    }
}

/// <summary>Readers with the same key see the same.</summary>
/// <param name="Who">A reader, a role, or nothing for a view that all share.</param>
/// <param name="Expires">When the view's signed URLs expire.</param>
internal readonly record struct ViewKey(string Who, long Expires = 0);
