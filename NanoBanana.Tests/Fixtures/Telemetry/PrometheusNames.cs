namespace NanoBanana.Tests.Fixtures.Telemetry;

/// <summary>The names that Prometheus gives to what OpenTelemetry names, by the specification of its compatibility.</summary>
internal static class PrometheusNames
{
    /// <summary>The series of a metric.</summary>
    /// <param name="kind"><c>histogram</c>, <c>counter</c>, or what goes up and down.</param>
    public static IEnumerable<string> SeriesOf(string name, string unit, string kind)
    {
        var series = FamilyOf(name, unit);
        return kind switch
        {
            "histogram" => [$"{series}_bucket", $"{series}_count", $"{series}_sum"],
            "counter" => [$"{series}_total"],
            _ => [series],
        };
    }

    /// <summary>The name with its unit; what is counted, in braces, is no unit.</summary>
    public static string FamilyOf(string name, string unit) =>
        LabelOf(name) + (unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" });

    /// <summary>The name of an attribute.</summary>
    public static string LabelOf(string attribute) => attribute.Replace('.', '_').Replace('-', '_');
}
