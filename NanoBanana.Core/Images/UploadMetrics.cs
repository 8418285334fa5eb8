using System.Diagnostics.Metrics;
using NanoBanana.Core.Telemetry;

namespace NanoBanana.Core.Images;

/// <summary>Files that arrived, and why some were refused.</summary>
internal sealed class UploadMetrics
{
    private readonly Counter<long> _uploads;
    private readonly Counter<long> _bytes;

    public UploadMetrics(IMeterFactory meters)
    {
        var meter = Meters.Create(meters);
        _uploads = meter.CreateCounter<long>(
            "nanobanana.uploads", "{file}", "Files that arrived: stored, or the code of why they were refused.");
        _bytes = meter.CreateCounter<long>("nanobanana.uploads.size", "By", "Bytes of the files that were stored.");
    }

    public void Stored(long bytes)
    {
        Add("stored");
        _bytes.Add(bytes);
    }

    public void Refused(string code) => Add(code);

    private void Add(string outcome) => _uploads.Add(1, new KeyValuePair<string, object?>("nanobanana.outcome", outcome));
}
