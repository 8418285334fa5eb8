using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Imaging.Editing;
using NanoBanana.Core.Imaging.Finishing;
using NanoBanana.Core.Imaging.LibVips;
using NanoBanana.Core.Imaging.LibVips.Editing;

namespace NanoBanana.Core.Imaging;

internal static partial class ImagingServices
{
    public const string ManagedEngine = "imagesharp";

    /// <summary>
    /// The header check, and an engine that is chosen when somebody first asks for it: a service that only checks headers
    /// needs none.
    /// </summary>
    public static IServiceCollection AddImaging(this IServiceCollection services)
    {
        services.AddOptions<ImagingOptions>().BindConfiguration(ImagingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImagingOptions>, ImagingOptionsValidator>();
        services.AddSingleton<ImagePolicy>();
        services.AddKeyedSingleton<IImageEngine, LibVipsEngine>(LibVipsEngine.EngineName);
        services.AddSingleton<EditLimits>();
        services.AddKeyedSingleton<IPictureEditor, LibVipsEditor>(LibVipsEngine.EngineName);
        services.AddKeyedSingleton<IRasterCodec, LibVipsRasterCodec>(LibVipsEngine.EngineName);
        AddManagedEngine(services);
        services.AddSingleton(Choose<IImageEngine>);
        services.AddSingleton(Choose<IPictureEditor>);
        services.AddSingleton(Choose<IRasterCodec>);
        services.AddSingleton<IPictureFinisher, PictureFinisher>();
        return services;
    }

    /// <summary>Implemented beside the managed engine, which is not built where its package cannot be restored.</summary>
    static partial void AddManagedEngine(IServiceCollection services);

    private static T Choose<T>(IServiceProvider services)
        where T : class
    {
        var wanted = services.GetRequiredService<IOptions<ImagingOptions>>().Value.Engine;
        var name = wanted == ImagingOptions.Auto ? LibVipsLibrary.IsAvailable ? LibVipsEngine.EngineName : ManagedEngine : wanted;
        return services.GetKeyedService<T>(name) ?? throw new InvalidOperationException(
            wanted == ImagingOptions.Auto
                ? $"There is no image engine: {LibVipsLibrary.Failure}."
                : $"Imaging:Engine asks for {name}, which this build does not contain: set it to libvips or auto.");
    }
}
