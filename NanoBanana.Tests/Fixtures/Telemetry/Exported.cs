using System.Globalization;

namespace NanoBanana.Tests.Fixtures.Telemetry;

/// <summary>A span as a collector receives it; ids are hexadecimal.</summary>
internal sealed record ExportedSpan(
    string Service, string Trace, string Id, string Parent, string Name, int Kind, IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> Links)
{
    public static IEnumerable<ExportedSpan> In(ProtoMessage request) =>
        from resource in request.Messages(1)
        let service = ServiceOf(resource)
        from scope in resource.Messages(2)
        from span in scope.Messages(2)
        select new ExportedSpan(
            service, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), (int)span.Number(6), TagsIn(span, 9),
            [.. span.Messages(13).Select(link => link.Hex(2))]);

    internal static string ServiceOf(ProtoMessage resource) => TagsIn(resource.Message(1)!, 1)["service.name"];

    internal static Dictionary<string, string> TagsIn(ProtoMessage message, int field)
    {
        var tags = new Dictionary<string, string>();
        foreach (var pair in message.Messages(field))
        {
            tags[pair.Text(1)] = pair.Message(2) is { } value ? TextOf(value) : "";
        }

        return tags;
    }

    internal static string TextOf(ProtoMessage value) =>
        value.Has(1) ? value.Text(1)
        : value.Has(4) ? BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture)
        : value.Message(5) is { } list ? string.Join(',', list.Messages(1).Select(TextOf))
        : value.Number(value.Has(2) ? 2 : 3).ToString(CultureInfo.InvariantCulture);
}

/// <summary>A line of a log.</summary>
internal sealed record ExportedLog(string Service, string EventName, string Body, IReadOnlyDictionary<string, string> Tags)
{
    public static IEnumerable<ExportedLog> In(ProtoMessage request) =>
        from resource in request.Messages(1)
        let service = ExportedSpan.ServiceOf(resource)
        from scope in resource.Messages(2)
        from line in scope.Messages(2)
        select new ExportedLog(
            service, line.Text(12), line.Message(5) is { } body ? ExportedSpan.TextOf(body) : "", ExportedSpan.TagsIn(line, 6));
}

/// <summary>What an instrument measured, for one combination of attributes.</summary>
/// <param name="Value">Of a histogram how often it was measured.</param>
internal sealed record ExportedMetric(string Service, string Name, string Unit, double Value, IReadOnlyDictionary<string, string> Tags)
{
    private const int Gauge = 5, Total = 7, Histogram = 9;

    /// <summary>The process that it comes from.</summary>
    public required string Instance { get; init; }

    /// <summary><c>histogram</c>, <c>counter</c> or <c>gauge</c>, also for what is counted up and down.</summary>
    public required string Kind { get; init; }

    /// <summary>Of all that a histogram measured.</summary>
    public double Sum { get; init; }

    /// <summary>How often a histogram measured what is in each of its buckets.</summary>
    public IReadOnlyList<ulong> Buckets { get; init; } = [];

    /// <summary>The upper bounds of all buckets but the last one.</summary>
    public IReadOnlyList<double> Bounds { get; init; } = [];

    public static IEnumerable<ExportedMetric> In(ProtoMessage request) =>
        from resource in request.Messages(1)
        let origin = ExportedSpan.TagsIn(resource.Message(1)!, 1)
        from scope in resource.Messages(2)
        from metric in scope.Messages(2)
        from data in (int[])[Gauge, Total, Histogram]
        from points in metric.Messages(data)
        from point in points.Messages(1)
        let isHistogram = data == Histogram
        select new ExportedMetric(
            origin["service.name"], metric.Text(1), metric.Text(3), ValueOf(point, isHistogram),
            ExportedSpan.TagsIn(point, isHistogram ? 9 : 7))
        {
            Instance = origin.GetValueOrDefault("service.instance.id", ""),
            Kind = isHistogram ? "histogram" : data == Total && points.Number(3) == 1 ? "counter" : "gauge",
            Sum = isHistogram ? BitConverter.UInt64BitsToDouble(point.Number(5)) : 0,
            Buckets = isHistogram ? [.. point.Numbers(6)] : [],
            Bounds = isHistogram ? [.. point.Numbers(7).Select(BitConverter.UInt64BitsToDouble)] : [],
        };

    private static double ValueOf(ProtoMessage point, bool isHistogram) =>
        isHistogram || !point.Has(6) && !point.Has(4) ? point.Number(4)
        : point.Has(6) ? (long)point.Number(6)
        : BitConverter.UInt64BitsToDouble(point.Number(4));
}
