using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging.Editing;

namespace NanoBanana.Core.Engines;

/// <summary>The engines there are, in the order in which they were added.</summary>
internal sealed class EngineCatalogue(
    IEnumerable<EngineName> names, IServiceProvider services, IPictureEditor editor, IOptions<EngineOptions> options)
{
    public IReadOnlyList<string> Ids { get; } = [.. names.Select(name => name.Id)];

    public string DefaultId => options.Value.Default;

    /// <summary>The default, unless it is on the network.</summary>
    public string DefaultOnThisMachine =>
        Ids.OrderBy(id => id == DefaultId ? 0 : 1).FirstOrDefault(id => CapabilitiesOf(id) is { IsRemote: false }) ?? DefaultId;

    public IImageGenerator? Find(string id) => services.GetKeyedService<IImageGenerator>(id);

    /// <summary>Every result is finished on this machine, so that none is available where pictures cannot be edited.</summary>
    public EngineCapabilities? CapabilitiesOf(string id) => Find(id)?.GetService<EngineCapabilities>() is { } engine
        ? engine with { Available = engine.Available && editor.IsAvailable }
        : null;
}

/// <summary>Tells the catalogue of an engine.</summary>
internal sealed record EngineName(string Id);
