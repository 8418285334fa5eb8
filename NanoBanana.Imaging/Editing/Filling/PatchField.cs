namespace NanoBanana.Imaging.Editing.Filling;

/// <summary>
/// For each place in and around a hole the patch elsewhere that is most like it, by PatchMatch (Barnes and others): a good match of a
/// neighbour is tried
/// one further, then places at random, nearer and nearer.
/// </summary>
internal sealed class PatchField
{
    public const int Radius = 3;

    private readonly HolePicture _picture;
    private readonly int[] _targets;
    private readonly int[] _matches;
    private readonly int[] _costs;
    private uint _chance = 2_463_534_242;

    public PatchField(HolePicture picture)
    {
        _picture = picture;
        _targets = picture.Targets();
        (_matches, _costs) = (new int[picture.Count], new int[picture.Count]);
        Array.Fill(_matches, -1);
        foreach (var target in _targets)
        {
            _matches[target] = picture.Sources[(int)(Chance() % (uint)picture.Sources.Length)];
        }
    }

    /// <summary>The place that each place takes its patch from; −1 far from the hole.</summary>
    public int Match(int at) => _matches[at];

    /// <summary>How unlike they are.</summary>
    public int Cost(int at) => _costs[at];

    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>Begins with what was found in a picture half as large.</summary>
    public void TakeFrom(PatchField smaller)
    {
        var half = smaller._picture;
        foreach (var target in _targets)
        {
            var (x, y) = (target % _picture.Width, target / _picture.Width);
            var below = (Math.Min(y / 2, half.Height - 1) * half.Width) + Math.Min(x / 2, half.Width - 1);
            if (smaller._matches[below] is >= 0 and var match)
            {
                var source = _picture.At((2 * (match % half.Width)) + (x % 2), (2 * (match / half.Width)) + (y % 2));
                _matches[target] = _picture.IsSource(source) ? source : _matches[target];
            }
        }
    }

    /// <summary>One round over all places, forwards or backwards.</summary>
    public void Improve(bool isForwards, CancellationToken cancellationToken)
    {
        foreach (var target in _targets)
        {
            _costs[target] = _picture.Difference(target, _matches[target], int.MaxValue);
        }

        var step = isForwards ? -1 : 1;
        for (var i = 0; i < _targets.Length; i++)
        {
            if (i % 4096 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var target = _targets[isForwards ? i : _targets.Length - 1 - i];
            Try(target, target + step, -step);
            Try(target, target + (step * _picture.Width), -step * _picture.Width);
            Search(target);
        }
    }

    /// <summary>What the neighbour has found, moved by as much as the neighbour is away.</summary>
    private void Try(int target, int neighbour, int by)
    {
        if (neighbour >= 0 && neighbour < _matches.Length && _matches[neighbour] is >= 0 and var match)
        {
            Take(target, match + by);
        }
    }

    private void Search(int target)
    {
        var match = _matches[target];
        var (x, y) = (match % _picture.Width, match / _picture.Width);
        for (var reach = Math.Max(_picture.Width, _picture.Height); reach >= 1; reach /= 2)
        {
            var (nearX, nearY) = (x + Around(reach), y + Around(reach));
            if (nearX >= 0 && nearY >= 0 && nearX < _picture.Width && nearY < _picture.Height)
            {
                Take(target, (nearY * _picture.Width) + nearX);
            }
        }
    }

    private void Take(int target, int source)
    {
        if (source < 0 || source >= _matches.Length || !_picture.IsSource(source))
        {
            return;
        }

        var cost = _picture.Difference(target, source, _costs[target]);
        if (cost < _costs[target])
        {
            (_matches[target], _costs[target]) = (source, cost);
        }
    }

    private int Around(int reach) => (int)(Chance() % (uint)((2 * reach) + 1)) - reach;

    private uint Chance()
    {
        _chance ^= _chance << 13;
        _chance ^= _chance >> 17;
        return _chance ^= _chance << 5;
    }
}
