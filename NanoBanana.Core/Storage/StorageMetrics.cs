using System.Diagnostics;
using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Storage;

/// <summary>How the object store answers.</summary>
internal sealed class StorageMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _times = Meters.Create(meters)
        .CreateTime("nanobanana.storage.duration", "How long the object store took to answer, and whether it did.");

    public async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> run)
    {
        if (!_times.Enabled)
        {
            return await run();
        }

        var (began, outcome) = (Stopwatch.GetTimestamp(), "failed");
        try
        {
            var result = await run();
            outcome = "done";
            return result;
        }
        catch (ObjectStoreFullException)
        {
            outcome = "full";
            throw;
        }
        catch (ObjectStoreUnavailableException)
        {
            outcome = "unavailable";
            throw;
        }
        catch (OperationCanceledException)
        {
            outcome = "cancelled";
            throw;
        }
        finally
        {
            _times.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new("nanobanana.storage.operation", operation), new("nanobanana.outcome", outcome));
        }
    }
}
