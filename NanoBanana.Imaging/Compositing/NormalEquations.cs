namespace NanoBanana.Imaging.Compositing;

/// <summary>Weighted least squares with a handful of unknowns.</summary>
internal sealed class NormalEquations(int unknowns)
{
    private readonly double[,] _matrix = new double[unknowns, unknowns + 1];

    public void Clear() => Array.Clear(_matrix);

    public void Add(ReadOnlySpan<double> row, double value, double weight)
    {
        for (var i = 0; i < unknowns; i++)
        {
            var weighted = weight * row[i];
            for (var j = i; j < unknowns; j++)
            {
                _matrix[i, j] += weighted * row[j];
            }

            _matrix[i, unknowns] += weighted * value;
        }
    }

    /// <summary>By elimination with a touch of damping; null where the equations say nothing.</summary>
    public double[]? Solve()
    {
        for (var i = 0; i < unknowns; i++)
        {
            _matrix[i, i] = (_matrix[i, i] * (1 + 1e-6)) + 1e-9;
            for (var j = 0; j < i; j++)
            {
                _matrix[i, j] = _matrix[j, i];
            }
        }

        for (var pivot = 0; pivot < unknowns; pivot++)
        {
            // Symmetric and positive: no other pivot is better by much.
            if (_matrix[pivot, pivot] < 1e-12)
            {
                return null;
            }

            for (var row = 0; row < unknowns; row++)
            {
                if (row != pivot)
                {
                    Subtract(row, pivot, _matrix[row, pivot] / _matrix[pivot, pivot]);
                }
            }
        }

        var solution = new double[unknowns];
        for (var i = 0; i < unknowns; i++)
        {
            solution[i] = _matrix[i, unknowns] / _matrix[i, i];
        }

        return Array.TrueForAll(solution, double.IsFinite) ? solution : null;
    }

    private void Subtract(int row, int pivot, double times)
    {
        for (var column = pivot; column <= unknowns; column++)
        {
            _matrix[row, column] -= times * _matrix[pivot, column];
        }
    }
}
