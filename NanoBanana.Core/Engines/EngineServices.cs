using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core.Engines.Gemini;
using NanoBanana.Core.Engines.Local;
using NanoBanana.Core.Engines.OpenAI;
using NanoBanana.Core.Engines.Remote;

namespace NanoBanana.Core.Engines;

/// <summary>The engines that edits can ask. One more is one class and one line here.</summary>
internal static class EngineServices
{
    /// <summary>
    /// The source of spans and the meter of <c>gen_ai.*</c>. Neither prompts nor pictures are in them, whatever the environment says.
    /// </summary>
    public const string TelemetryName = "NanoBanana.Engines";

    public static IServiceCollection AddEngines(this IServiceCollection services) => services
        .AddValidated<EngineOptions, EngineOptionsValidator>("Engines")
        .AddSingleton<EngineCatalogue>()
        .AddSingleton<RemoteInputs>()
        .AddEngine<LocalGenerator>(LocalGenerator.Id)
        .AddGemini()
        .AddOpenAI();

    /// <summary>
    /// An engine under the id that edits name it by; what it can do it says itself, see <see cref="EngineCapabilities"/>.
    /// </summary>
    public static IServiceCollection AddEngine<T>(this IServiceCollection services, string id)
        where T : class, IImageGenerator => services
        .AddSingleton(new EngineName(id))
        .AddKeyedSingleton(id, (provider, _) => new ImageGeneratorBuilder(ActivatorUtilities.CreateInstance<T>(provider))
            .UseOpenTelemetry(sourceName: TelemetryName, configure: telemetry => telemetry.EnableSensitiveData = false)
            .Build(provider));

    private static IServiceCollection AddGemini(this IServiceCollection services) => services
        .AddValidated<GeminiOptions, GeminiOptionsValidator>(GeminiOptions.Section)
        .AddRemoteClient(GeminiGenerator.Id)
        .AddEngine<GeminiGenerator>(GeminiGenerator.Id);

    private static IServiceCollection AddOpenAI(this IServiceCollection services) => services
        .AddValidated<OpenAIOptions, OpenAIOptionsValidator>(OpenAIOptions.Section)
        .AddRemoteClient(OpenAIGenerator.Id)
        .AddEngine<OpenAIGenerator>(OpenAIGenerator.Id);
}
