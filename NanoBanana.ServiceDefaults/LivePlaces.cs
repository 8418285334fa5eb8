namespace Microsoft.Extensions.Hosting;

/// <summary>The live connections that this process holds open, so many at most; of one caller fewer, where callers are named.</summary>
public sealed class LivePlaces(int most, int mostOfCaller = int.MaxValue)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _callers = [];
    private int _open;

    /// <summary>Takes a place for a connection.</summary>
    /// <param name="caller">Such as an address.</param>
    /// <returns>The place until it is disposed of; null when there is none.</returns>
    public IDisposable? TryEnter(string caller = "")
    {
        lock (_lock)
        {
            var own = _callers.GetValueOrDefault(caller);
            if (_open >= most || own >= mostOfCaller)
            {
                return null;
            }

            _open++;
            _callers[caller] = own + 1;
            return new Place(this, caller);
        }
    }

    private void Leave(string caller)
    {
        lock (_lock)
        {
            _open--;
            if (--_callers[caller] == 0)
            {
                _callers.Remove(caller);
            }
        }
    }

    private sealed class Place(LivePlaces places, string caller) : IDisposable
    {
        private bool _isGone;

        public void Dispose()
        {
            if (!_isGone)
            {
                _isGone = true;
                places.Leave(caller);
            }
        }
    }
}
