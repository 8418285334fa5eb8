using NanoBanana.Core.Outbox;

namespace NanoBanana.Core.Sessions;

/// <summary>A session of which changes are under way, wait to be told, or are being told.</summary>
internal sealed class ChangedSession(string item, TimeProvider time)
{
    /// <summary>How long changes are gathered after some were told.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>An item this old serves no further change: it would be due before the change is told.</summary>
    private static readonly TimeSpan ItemAge = PendingWork.Grace / 5;

    private readonly Lock _lock = new();
    private HashSet<UserId> _waiting = [];
    private HashSet<UserId> _telling = [];
    private long? _enqueuedAt;
    private int _open;
    private bool _isRunning;
    private bool _isClosed;
    private bool _keepsItem;

    /// <summary>The pending work that stands for all changes.</summary>
    public string Item => item;

    /// <summary>Whether the reconciler has to look after all is told.</summary>
    public bool KeepsItem => _keepsItem;

    /// <returns>Whether the item is to be enqueued, or anew; null when this series of changes is over.</returns>
    public bool? TryBegin()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            _open++;
            return _enqueuedAt is not { } at || time.GetElapsedTime(at) > ItemAge;
        }
    }

    /// <param name="at">Timestamp from before the item was enqueued.</param>
    public void Enqueued(long at)
    {
        lock (_lock)
        {
            _enqueuedAt = at;
        }
    }

    /// <param name="userId">Whose change is to be told; null when nothing changed.</param>
    /// <param name="isSure">False when the change may happen yet, so that it cannot be told now.</param>
    /// <returns>Whether somebody has to start telling.</returns>
    public bool End(UserId? userId, bool isSure)
    {
        lock (_lock)
        {
            _open--;
            _keepsItem |= !isSure;
            if (userId is { } changing)
            {
                _waiting.Add(changing);
            }

            (var starts, _isRunning) = (!_isRunning, true);
            return starts;
        }
    }

    /// <returns>Whether there is something to tell; null when all is told and nothing is under way.</returns>
    public bool? TakeWaiting()
    {
        lock (_lock)
        {
            if (_waiting.Count == 0)
            {
                _isClosed = _open == 0;
                return _isClosed ? null : false;
            }

            (_waiting, _telling) = (_telling, _waiting);
            return true;
        }
    }

    public void Told(bool isAll)
    {
        lock (_lock)
        {
            _telling.Clear();
            _keepsItem |= !isAll;
        }
    }

    public bool IsUntold(UserId userId)
    {
        lock (_lock)
        {
            return _waiting.Contains(userId) || _telling.Contains(userId);
        }
    }
}
