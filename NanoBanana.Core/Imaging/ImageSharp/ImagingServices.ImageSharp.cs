using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core.Imaging.Editing;
using NanoBanana.Core.Imaging.Finishing;
using NanoBanana.Core.Imaging.ImageSharp;
using NanoBanana.Core.Imaging.ImageSharp.Editing;

namespace NanoBanana.Core.Imaging;

internal static partial class ImagingServices
{
    static partial void AddManagedEngine(IServiceCollection services) => services
        .AddKeyedSingleton<IImageEngine, ImageSharpEngine>(ManagedEngine)
        .AddKeyedSingleton<IPictureEditor, ImageSharpEditor>(ManagedEngine)
        .AddKeyedSingleton<IRasterCodec, ImageSharpRasterCodec>(ManagedEngine);
}
