using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core.Engines.Local;

namespace NanoBanana.Core.Engines;

/// <summary>The engines that edits can ask. One more is one class and one line here.</summary>
internal static class EngineServices
{
    public static IServiceCollection AddEngines(this IServiceCollection services) => services
        .AddValidated<EngineOptions, EngineOptionsValidator>("Engines")
        .AddSingleton<EngineCatalogue>()
        .AddEngine<LocalGenerator>(LocalGenerator.Id);

    /// <summary>An engine under the id that edits name it by; what it can do it says itself, see <see cref="EngineCapabilities"/>.</summary>
    public static IServiceCollection AddEngine<T>(this IServiceCollection services, string id)
        where T : class, IImageGenerator => services
        .AddSingleton(new EngineName(id))
        .AddKeyedSingleton<IImageGenerator, T>(id);
}
