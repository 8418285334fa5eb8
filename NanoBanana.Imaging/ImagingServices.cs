using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.ImageSharp;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Imaging.LibVips.Editing;
using NanoBanana.Imaging.Models;
using NanoBanana.Imaging.OpenCv;
using NanoBanana.Imaging.Selecting;

namespace NanoBanana.Imaging;

internal static class ImagingServices
{
    /// <summary>
    /// The header check, and the engines, which are chosen when somebody first asks for them: a service that only checks headers
    /// needs none. Thumbnails come from libvips or ImageSharp, edits from libvips alone.
    /// </summary>
    public static IServiceCollection AddImaging(this IServiceCollection services)
    {
        services.AddOptions<ImagingOptions>().BindConfiguration(ImagingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ImagingOptions>, ImagingOptionsValidator>();
        services.AddOptions<ModelOptions>().BindConfiguration(ModelOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelOptions>, ModelOptionsValidator>();
        services.AddSingleton<ISubjectModel, SubjectModel>().AddSingleton<FaceFinder>().AddSingleton<PictureSelector>();
        services.AddSingleton<ImagePolicy>();
        services.AddSingleton<EditLimits>().AddSingleton<EditCost>();
        services.AddSingleton<IImageEngine>(provider =>
            UsesLibVips(provider) ? Create<LibVipsEngine>(provider) : Create<ImageSharpEngine>(provider));
        services.AddSingleton<IPictureEditor>(provider =>
            LibVipsLibrary.IsAvailable ? Create<LibVipsEditor>(provider) : new NoEditing());
        services.AddSingleton<IRasterCodec>(_ => LibVipsLibrary.IsAvailable ? new LibVipsRasterCodec() : new NoEditing());
        services.AddSingleton<IResultCompositor, ResultCompositor>();
        return services;
    }

    private static bool UsesLibVips(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<ImagingOptions>>().Value.Engine switch
        {
            ImagingOptions.Auto => LibVipsLibrary.IsAvailable,
            var engine => engine == LibVipsEngine.EngineName,
        };

    private static T Create<T>(IServiceProvider provider) => ActivatorUtilities.CreateInstance<T>(provider);
}
