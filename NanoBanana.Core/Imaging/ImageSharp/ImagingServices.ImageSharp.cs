using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core.Imaging.Finishing;
using NanoBanana.Core.Imaging.ImageSharp;

namespace NanoBanana.Core.Imaging;

internal static partial class ImagingServices
{
    static partial void AddManagedEngine(IServiceCollection services) => services
        .AddKeyedSingleton<IImageEngine, ImageSharpEngine>(ManagedEngine)
        .AddKeyedSingleton<IRasterCodec, ImageSharpRasterCodec>(ManagedEngine);
}
