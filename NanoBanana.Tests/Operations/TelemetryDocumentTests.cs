using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Api.Live;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Operators;
using NanoBanana.Core.Telemetry;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;
using NanoBanana.Worker.Gauges;
using StackExchange.Redis;

namespace NanoBanana.Tests.Operations;

/// <summary>docs/telemetry.md, the alerts and the dashboard say what the code measures.</summary>
[Trait("Kind", "Unit")]
public sealed partial class TelemetryDocumentTests
{
    /// <summary>What others measure, and we show.</summary>
    private static readonly (string Name, string Unit, string Kind)[] Foreign =
        [("http.server.request.duration", "s", "histogram"), ("gen_ai.client.operation.duration", "s", "histogram")];

    private static readonly string[] ForeignLabels = ["http_response_status_code", "http_route", "gen_ai_request_model"];

    [Fact]
    public void Every_instrument_is_documented_with_its_unit_and_meaning()
    {
        var documented = Rows().Select(row => (row.Name, row.Kind, row.Unit, row.Meaning)).Order();
        var measured = Instruments().Select(instrument => (instrument.Name, KindOf(instrument), instrument.Unit!, instrument.Description!))
            .Order();
        Assert.Equal(documented, measured);
    }

    [Fact]
    public void Every_event_of_the_logs_has_a_name_of_its_own()
    {
        var names = new List<string>();
        foreach (var method in Assemblies.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(Everything)))
        {
            if (method.GetCustomAttribute<Microsoft.Extensions.Logging.LoggerMessageAttribute>() is { } message)
            {
                Assert.True(message.EventName is not null, $"{method.DeclaringType}.{method.Name} has no event name.");
                names.Add(message.EventName!);
            }
        }

        Assert.True(names.Count > 40);
        Assert.Equal(names.Distinct().Order(), names.Order());
        Assert.All(names, name => Assert.Matches("^[a-z-]+\\.[a-z-]+$", name));
    }

    [Fact]
    public void Alerts_ask_for_what_is_measured()
    {
        var rules = DashboardFile.Alerts();
        Assert.All(rules, rule => ShouldBeMeasured(rule.Expression));
        var documented = Alert.Matches(SourceTree.Read("docs/telemetry.md")).Select(match => match.Groups[1].Value);
        Assert.Equal(documented, rules.Select(rule => rule.Alert));
    }

    [Fact]
    public void The_dashboard_shows_what_is_measured()
    {
        var asked = DashboardFile.Expressions();
        Assert.All(asked, ShouldBeMeasured);

        // Nothing is measured that nobody sees.
        var shown = asked.SelectMany(expression => Word.Matches(expression).Select(match => match.Value)).ToHashSet();
        Assert.All(
            Instruments(),
            instrument => Assert.Contains(PrometheusNames.SeriesOf(instrument.Name, instrument.Unit!, KindOf(instrument)), shown.Contains));
    }

    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static Assembly[] Assemblies =>
        [typeof(JobMetrics).Assembly, typeof(LiveMetrics).Assembly, typeof(QueueGauges).Assembly, typeof(Web.Live.LiveConnection).Assembly];

    private static void ShouldBeMeasured(string expression)
    {
        var known = Instruments().Select(instrument => (instrument.Name, Unit: instrument.Unit!, Kind: KindOf(instrument))).Concat(Foreign)
            .SelectMany(metric => PrometheusNames.SeriesOf(metric.Name, metric.Unit, metric.Kind))
            .Concat(Rows().SelectMany(row => row.Attributes).Select(attribute => attribute.Replace('.', '_')))
            .Concat(ForeignLabels).ToHashSet();
        var words = Word.Matches(expression).Select(match => match.Value).ToList();
        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains(word, known));
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" => "counter",
        "UpDownCounter" => "up-down",
        "Histogram" => "histogram",
        "ObservableGauge" => "gauge",
        var other => other,
    };

    private static IEnumerable<(string Name, string Kind, string Unit, string Meaning, string[] Attributes)> Rows() =>
        from line in SourceTree.Read("docs/telemetry.md").Split('\n')
        where line.StartsWith("| `nanobanana.", StringComparison.Ordinal)
        let cells = line.Split('|', StringSplitOptions.TrimEntries)
        select (cells[1].Trim('`'), cells[2], cells[3].Trim('`'), cells[4], cells[5].Replace("`", "").Split(", "));

    private static IReadOnlyList<Instrument> Instruments()
    {
        using var provider = new ServiceCollection().AddMetrics().AddSingleton(TimeProvider.System)
            .AddSingleton(new DeadJobs(null!)).AddSingleton<RecentFailureCounts>()
            .AddSingleton(DispatchProxy.Create<IDatabase, SilentDatabase>()).BuildServiceProvider();
        var found = new List<Instrument>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Meters.Name && instrument.Meter.Scope == provider.GetRequiredService<IMeterFactory>())
                {
                    found.Add(instrument);
                }
            },
        };
        listener.Start();
        var measuring = Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.GetConstructors(Everything)
            .Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType == typeof(IMeterFactory))));
        foreach (var type in measuring)
        {
            ActivatorUtilities.CreateInstance(provider, type);
        }

        return found;
    }

    [GeneratedRegex("(?:nanobanana|http|gen_ai)_[a-z0-9_]+")]
    private static partial Regex Word { get; }

    [GeneratedRegex("^\\| `([A-Z][A-Za-z]+)`", RegexOptions.Multiline)]
    private static partial Regex Alert { get; }

    /// <summary>Answers nothing.</summary>
    public class SilentDatabase : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => null;
    }
}
