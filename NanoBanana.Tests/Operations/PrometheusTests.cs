using System.Diagnostics;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;

namespace NanoBanana.Tests.Operations;

/// <summary>Prometheus's own tool judges what we give to Prometheus.</summary>
public sealed class PrometheusTests
{
    [Theory]
    [InlineData("check", "rules", "deploy/observability/alerts.yaml")]
    [InlineData("test", "rules", "deploy/observability/alerts.test.yaml")]
    public Task Promtool_accepts(string verb, string what, string file) => ShouldAcceptAsync(verb, what, SourceTree.PathTo(file));

    [Fact]
    public async Task Promtool_accepts_the_configuration()
    {
        var file = Path.Combine(Watchdog.TemporaryDirectory(), "prometheus.yaml");
        await File.WriteAllTextAsync(file, PrometheusServer.SettingsFor("127.0.0.1:1"));
        await ShouldAcceptAsync("check", "config", file);
    }

    private static async Task ShouldAcceptAsync(params string[] arguments)
    {
        using var promtool = ChildProcess.Start(new ProcessStartInfo("promtool", arguments));
        await promtool.EndAsync();
        Assert.True(promtool.ExitCode == 0, promtool.Output);
    }
}
