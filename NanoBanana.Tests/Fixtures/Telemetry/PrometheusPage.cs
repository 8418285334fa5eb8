using System.Globalization;
using System.Text;

namespace NanoBanana.Tests.Fixtures.Telemetry;

/// <summary>What a collector received, as the page that Prometheus scrapes from it: the newest value of each series.</summary>
internal static class PrometheusPage
{
    public static string Of(IEnumerable<ExportedMetric> metrics)
    {
        var page = new StringBuilder();
        var newest = metrics.GroupBy(metric => (metric.Instance, metric.Name, Tags: Say(metric.Tags))).Select(same => same.Last());
        foreach (var family in newest.GroupBy(metric => (Name: PrometheusNames.FamilyOf(metric.Name, metric.Unit), metric.Kind)))
        {
            var (name, kind) = family.Key;
            page.Append("# TYPE ").Append(kind == "counter" ? $"{name}_total" : name).Append(' ')
                .Append(kind is "counter" or "histogram" ? kind : "gauge").Append('\n');
            foreach (var metric in family)
            {
                Write(page, name, metric);
            }
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, string name, ExportedMetric metric)
    {
        var labels = Say(metric.Tags.Concat([new("service.name", metric.Service), new("service.instance.id", metric.Instance)]));
        switch (metric.Kind)
        {
            case "histogram":
                var sum = 0ul;
                foreach (var (count, bound) in metric.Buckets.Zip(metric.Bounds.Append(double.PositiveInfinity)))
                {
                    sum += count;
                    Line($"{name}_bucket", $"{labels},le=\"{(double.IsInfinity(bound) ? "+Inf" : Text(bound))}\"", sum);
                }

                Line($"{name}_sum", labels, metric.Sum);
                Line($"{name}_count", labels, metric.Value);
                break;
            case "counter":
                Line($"{name}_total", labels, metric.Value);
                break;
            default:
                Line(name, labels, metric.Value);
                break;
        }

        void Line(string series, string at, double value) =>
            page.Append(series).Append('{').Append(at).Append("} ").Append(Text(value)).Append('\n');
    }

    private static string Say(IEnumerable<KeyValuePair<string, string>> tags) => string.Join(',', tags
        .OrderBy(tag => tag.Key, StringComparer.Ordinal)
        .Select(tag => $"{PrometheusNames.LabelOf(tag.Key)}="
            + $"\"{tag.Value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n")}\""));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
