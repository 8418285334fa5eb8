using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Editing;
using NanoBanana.Imaging.ImageSharp;
using NanoBanana.Imaging.LibVips;
using NanoBanana.Imaging.LibVips.Editing;

namespace NanoBanana.Tests.Imaging;

[Trait("Kind", "Unit")]
public sealed class ImagingServicesTests
{
    [Fact]
    public void The_native_engine_comes_first()
    {
        Assert.True(LibVipsLibrary.IsAvailable, LibVipsLibrary.Failure);
        using var services = Build();

        Assert.IsType<LibVipsEngine>(services.GetRequiredService<IImageEngine>());
        Assert.NotNull(services.GetRequiredService<ImagePolicy>());
    }

    [Fact]
    public void The_managed_engine_makes_thumbnails_and_libvips_still_edits()
    {
        using var services = Build(("Engine", "imagesharp"));

        Assert.IsType<ImageSharpEngine>(services.GetRequiredService<IImageEngine>());
        Assert.IsType<LibVipsEditor>(services.GetRequiredService<IPictureEditor>());
    }

    [Fact]
    public void Without_libvips_no_engine_is_available()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("GEMINI_API_KEY", "a-key")]).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(configuration);
        services.AddImaging().AddEngines().AddSingleton<IPictureEditor, NoEditing>();
        using var provider = services.BuildServiceProvider();
        var catalogue = provider.GetRequiredService<EngineCatalogue>();

        Assert.NotEmpty(catalogue.Ids);
        Assert.All(catalogue.Ids, id => Assert.False(catalogue.CapabilitiesOf(id)!.Available));
    }

    [Theory]
    [InlineData("Engine", "paint", "Set Imaging:Engine")]
    [InlineData("MaxPixels", "0", "ImagingOptions.MaxPixels")]
    [InlineData("MaxSide", "70000", "ImagingOptions.MaxSide")]
    [InlineData("Quality", "101", "ImagingOptions.Quality")]
    [InlineData("Effort", "7", "ImagingOptions.Effort")]
    [InlineData("Deadline", "00:00:00", "ImagingOptions.Deadline")]
    public void A_wrong_value_is_told_by_name(string key, string value, string name)
    {
        using var services = Build((key, value));

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ImagingOptions>>().Value);

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Imaging:{setting.Key}", (string?)setting.Value))).Build(
                ));
        services.AddImaging();
        return services.BuildServiceProvider();
    }
}
