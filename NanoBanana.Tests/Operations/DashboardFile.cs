using System.Text.Json;
using NanoBanana.Tests.Fixtures;
using YamlDotNet.RepresentationModel;

namespace NanoBanana.Tests.Operations;

/// <summary>What the files for Grafana and Prometheus ask for.</summary>
internal static class DashboardFile
{
    /// <summary>The expressions of all panels of the dashboard.</summary>
    public static IReadOnlyList<string> Expressions()
    {
        using var dashboard = JsonDocument.Parse(SourceTree.Read("deploy/observability/dashboard.json"));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!)];
    }

    /// <summary>The alerts, each with its expression.</summary>
    public static IReadOnlyList<(string Alert, string Expression)> Alerts()
    {
        var alerts = new YamlStream();
        alerts.Load(new StringReader(SourceTree.Read("deploy/observability/alerts.yaml")));
        return [.. alerts.Documents[0].AllNodes.OfType<YamlMappingNode>().Where(node => node.Children.ContainsKey("alert"))
            .Select(rule => (rule["alert"].ToString(), rule["expr"].ToString()))];
    }
}
