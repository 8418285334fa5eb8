namespace NanoBanana.Contracts.Client;

/// <summary>Waits between tries: half a second doubled each time, 3 s at most, half of it by chance so that clients spread.</summary>
internal static class Backoff
{
    private const double First = 0.5;
    private const double Longest = 3;

    public static Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        var longest = Math.Min(Longest, First * Math.Pow(2, Math.Min(attempt, 10)));
        return Task.Delay(TimeSpan.FromSeconds(longest * (0.5 + Random.Shared.NextDouble() / 2)), cancellationToken);
    }
}
