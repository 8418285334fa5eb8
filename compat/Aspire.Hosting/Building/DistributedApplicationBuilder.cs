using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly EntryPointHook? _hook = EntryPointHook.Current;
    private readonly TemporaryData _temporaryData = new();

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostAssembly = _hook?.Assembly ?? Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory
            ?? AppHostAssembly?.GetMetadata("apphostprojectpath")
            ?? Directory.GetCurrentDirectory();

        var profile = _hook is null ? null : LaunchProfile.First(AppHostDirectory);
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ApplicationName = AppHostAssembly?.GetName().Name,
            ContentRootPath = AppHostDirectory,
            EnvironmentName = profile?.EnvironmentVariables.GetValueOrDefault("DOTNET_ENVIRONMENT"),
        });

        if (_hook is not null)
        {
            Configuration.AddInMemoryCollection(
                profile?.EnvironmentVariables.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)) ?? []);
            Configuration["DOTNET_LAUNCH_PROFILE"] = profile?.Name;
            Configuration["DcpPublisher:RandomizePorts"] = "true";
            Configuration["DATA_DIR"] = _temporaryData.Path;
            Configuration.AddCommandLine(options.Args ?? []);
        }

        ExecutionContext = new(Configuration["publisher"] is null && Configuration["operation"] is not "publish"
            ? DistributedApplicationOperation.Run
            : DistributedApplicationOperation.Publish);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton<IDistributedApplicationBuilder>(this);
        Services.AddSingleton(this);
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(_ => _temporaryData);
        Services.AddRunning(isTest: _hook is not null);
        _host.Logging.SetMinimumLevel(LogLevel.Warning);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory { get; }

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal Assembly? AppHostAssembly { get; }

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource =>
        new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build() => _hook is null ? BuildHost() : _hook.OnBuild(this);

    internal DistributedApplication BuildHost() => new(_host.Build());
}
