using System.Diagnostics.Metrics;
using System.Globalization;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Telemetry;
using StackExchange.Redis;

namespace NanoBanana.Worker.Gauges;

/// <summary>How full Redis is; it refuses writes when it is. A server that does not tell is left out.</summary>
internal sealed class RedisGauges : PolledGauges
{
    private readonly IDatabase _database;
    private readonly ObservableGauge<long> _used;
    private IReadOnlyDictionary<string, string> _memory = new Dictionary<string, string>();

    public RedisGauges(IMeterFactory meters, IDatabase database, TimeProvider time)
        : base(time)
    {
        _database = database;
        var meter = Meters.Create(meters);
        _used = meter.CreateObservableGauge(
            "nanobanana.redis.memory", () => Known("used_memory"), "By", "Memory that Redis takes for what it holds.");
        meter.CreateObservableGauge(
            "nanobanana.redis.memory.limit", () => Known("maxmemory"), "By", "Memory that Redis may take; 0 for no limit.");
    }

    protected override bool IsRead => _used.Enabled;

    protected override async Task ReadAsync()
    {
        var lines = (await _database.ExecuteAsync("INFO", "memory")).Text().Split("\r\n");
        _memory = lines.Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    protected override void Forget() => _memory = new Dictionary<string, string>();

    private IEnumerable<Measurement<long>> Known(string field) =>
        _memory.TryGetValue(field, out var value) ? [new(long.Parse(value, CultureInfo.InvariantCulture))] : [];
}
