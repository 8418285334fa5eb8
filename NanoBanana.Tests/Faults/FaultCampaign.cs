using System.Globalization;

namespace NanoBanana.Tests.Faults;

/// <summary>How long the faults go on: seconds among the other tests, minutes when <c>bench/faults.sh</c> asks for a campaign.</summary>
internal static class FaultCampaign
{
    private static readonly double Minutes =
        double.TryParse(Environment.GetEnvironmentVariable("FAULTS_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;

    private static readonly TimeSpan Round = TimeSpan.FromSeconds(40);

    /// <summary>Runs rounds until the time is up: one short round among the other tests.</summary>
    /// <param name="share">Of the campaign's time.</param>
    /// <param name="seconds">Length of the one round among the other tests.</param>
    /// <param name="round">One round of the given length, on users and sessions of its own.</param>
    public static async Task RunAsync(double share, double seconds, Func<TimeSpan, Task> round)
    {
        var ends = DateTime.UtcNow + TimeSpan.FromMinutes(Minutes * share);
        do
        {
            await round(Minutes > 0 ? Round : TimeSpan.FromSeconds(seconds));
        }
        while (DateTime.UtcNow < ends);
    }
}
