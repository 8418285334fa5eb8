using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.Gemini;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What each of Gemini's models is asked for, and what that counts.</summary>
public sealed class GeminiModelTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private const string Gemini = "gemini";

    private ProviderServer Server => fixture.Server;

    [Theory]
    [InlineData("gemini-3.1-flash-image", 14)]
    [InlineData("gemini-3-pro-image", 14)]
    [InlineData("gemini-3.1-flash-lite-image", 14)]
    [InlineData("gemini-2.5-flash-image", 3)]
    [InlineData("gemini-9-flash-image", 3)]
    public void A_model_takes_as_many_pictures_as_it_is_known_to(string model, int maxInputs)
    {
        using var host = EngineHost.Create(("GEMINI_MODEL", model));

        Assert.Equal(maxInputs, host.Catalogue.CapabilitiesOf(Gemini)!.MaxInputs);
    }

    [Fact]
    public async Task The_lite_model_knows_long_shapes_and_is_asked_for_no_size()
    {
        using var host = EngineHost.Create(Server, ("GEMINI_MODEL", "gemini-3.1-flash-lite-image"));
        await host.AskAsync(Gemini, "Lite in 4K", TestImages.Png(200, 1600));

        var fields = Assert.Single(Server.CallsWith("Lite in 4K")).Fields;
        Assert.Equal(("1:8", false), (fields["aspectRatio"], fields.ContainsKey("imageSize")));
    }

    [Theory]
    [InlineData("A lake in 4K", "4K")]
    [InlineData("A lake, 2k wallpaper", "2K")]
    [InlineData("湖面，4K分辨率", "4K")]
    [InlineData("A lake 4 km wide", null)]
    [InlineData("A sign that says 4K", null)]
    public async Task A_dearer_size_is_asked_for_where_the_words_want_it(string prompt, string? size)
    {
        using var host = EngineHost.Create(Server);
        await host.AskAsync(Gemini, prompt);

        Assert.Equal(size, Assert.Single(Server.CallsWith(prompt)).Fields.GetValueOrDefault("imageSize"));
    }

    [Fact]
    public async Task The_operators_size_is_asked_for_where_the_words_want_none()
    {
        using var host = EngineHost.Create(Server, ("Gemini:ImageSize", "512"));
        await host.AskAsync(Gemini, "Small by setting", TestImages.Png(30, 30));

        Assert.Equal("512", Assert.Single(Server.CallsWith("Small by setting")).Fields["imageSize"]);
    }

    [Theory]
    [InlineData("gemini-3.1-flash-image", null, "x", 1)]
    [InlineData("gemini-3.1-flash-image", "512", "x", 1)]
    [InlineData("gemini-3.1-flash-image", "2K", "x", 2)]
    [InlineData("gemini-3.1-flash-image", null, "x in 2K", 2)]
    [InlineData("gemini-3.1-flash-image", null, "x in 4K", 3)]
    [InlineData("gemini-3.1-flash-lite-image", null, "x in 4K", 1)]
    [InlineData("gemini-3-pro-image", null, "x", 2)]
    [InlineData("gemini-3-pro-image", "2K", "x", 2)]
    [InlineData("gemini-3-pro-image", null, "x in 4K", 4)]
    [InlineData("gemini-9-flash-image", null, "x in 4K", 1)]
    public void Units_follow_the_price(string model, string? size, string prompt, int units)
    {
        using var host = EngineHost.Create(("GEMINI_MODEL", model), ("Gemini:ImageSize", size));

        Assert.Equal(units, host.Catalogue.CapabilitiesOf(Gemini)!.UnitsFor(prompt));
    }

    [Fact]
    public void Units_that_are_set_hold_for_every_size()
    {
        using var host = EngineHost.Create(("Gemini:Units", "7"));

        Assert.Equal(7, host.Catalogue.CapabilitiesOf(Gemini)!.UnitsFor("x in 4K"));
    }

    [Theory]
    [InlineData("gemini-3.1-flash-image", "512px")]
    [InlineData("gemini-3.1-flash-image", "0.5K")]
    [InlineData("gemini-3-pro-image", "512")]
    [InlineData("gemini-3.1-flash-lite-image", "2K")]
    [InlineData("gemini-2.5-flash-image", "1K")]
    public void A_size_that_the_model_does_not_make_is_refused_at_the_start(string model, string size)
    {
        using var host = EngineHost.Create(("GEMINI_MODEL", model), ("Gemini:ImageSize", size));
        var failure = Assert.Throws<OptionsValidationException>(() => host.Options<GeminiOptions>());

        Assert.Contains("Gemini:ImageSize", failure.Message, StringComparison.Ordinal);
        Assert.Contains(model, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transparent_background_is_refused_without_a_call()
    {
        using var host = EngineHost.Create(Server);
        var failure = await host.AskAsync(Gemini, "Cut out for nothing", TestImages.Png(30, 30), new() { TransparentBackground = true })
            .ShouldFailAsync(EditProblems.Input);

        Assert.Contains("no transparent backgrounds", failure.Problem.Title, StringComparison.Ordinal);
        Assert.Empty(Server.CallsWith("Cut out for nothing"));
        Assert.False(host.Catalogue.CapabilitiesOf(Gemini)!.TransparentBackground);
    }
}
