using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines;
using NanoBanana.Imaging;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The engines as the worker has them, from its configuration to its HTTP clients, and all that they log.</summary>
internal sealed class EngineHost : IDisposable
{
    private readonly IHost _host;
    private readonly LogCapture _logs = new();

    private EngineHost(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders().AddProvider(_logs).SetMinimumLevel(LogLevel.Trace);
        builder.Services.Configure<LoggerFilterOptions>(filters => filters.Rules.Clear());
        builder.Services.AddSingleton(TimeProvider.System).AddImaging().AddEngines();
        _host = builder.Build();
    }

    public EngineCatalogue Catalogue => _host.Services.GetRequiredService<EngineCatalogue>();

    /// <summary>Everything logged, at every level.</summary>
    public string Log => string.Join('\n', _logs.Lines);

    public static EngineHost Create(params (string Key, string? Value)[] settings) =>
        new(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));

    /// <param name="settings">Added to those of the server, or instead of them.</param>
    public static EngineHost Create(ProviderServer server, params (string Key, string? Value)[] settings)
    {
        var all = server.Settings.ToDictionary();
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }
        return new(all);
    }

    public IImageGenerator Engine(string id) => Catalogue.Find(id)!;

    public T Options<T>()
        where T : class => _host.Services.GetRequiredService<IOptions<T>>().Value;

    public void Dispose() => _host.Dispose();

    private sealed class LogCapture : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            Lines.Enqueue($"{state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
