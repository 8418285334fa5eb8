using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Engines;

/// <summary>The engines there are, in the order in which they were added.</summary>
internal sealed class EngineCatalogue(IEnumerable<EngineName> names, IServiceProvider services, IOptions<EngineOptions> options)
{
    public IReadOnlyList<string> Ids { get; } = [.. names.Select(name => name.Id)];

    public string DefaultId => options.Value.Default;

    public IImageGenerator? Find(string id) => services.GetKeyedService<IImageGenerator>(id);

    public EngineCapabilities? CapabilitiesOf(string id) => Find(id)?.GetService<EngineCapabilities>();
}

/// <summary>Tells the catalogue of an engine.</summary>
internal sealed record EngineName(string Id);
