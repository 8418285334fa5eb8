using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines.OpenAI;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What each of OpenAI's models is asked for, and what that counts.</summary>
public sealed class OpenAIModelTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private const string OpenAI = "openai";

    private ProviderServer Server => fixture.Server;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_free_size_keeps_the_shape_and_the_services_bounds(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var (width, height) = (Side(random), Side(random));
            var most = random.Next(OpenAISize.DefaultPixels, OpenAISize.MostPixels + 1);
            var (wide, high) = OpenAISize.Free(width, height, most);
            var said = $"{width} x {height} of at most {most} gives {wide} x {high}";

            Assert.True(wide % 16 == 0 && high % 16 == 0 && Math.Max(wide, high) <= 3840, said);
            Assert.True(wide <= 3 * high && high <= 3 * wide, said);
            Assert.True(wide * high >= 655_360 && wide * high <= most, said);
            var shape = Math.Clamp((double)width / height, 1 / 3.0, 3);
            Assert.True(Math.Abs(Math.Log((double)wide / high / shape)) < 0.02, said);
        }

        static int Side(Random random) => (int)Math.Exp(random.NextDouble() * 9) + 1;
    }

    [Fact]
    public async Task A_small_picture_and_its_mask_are_asked_for_larger_and_fit_each_other()
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", "gpt-image-2"));
        var mask = Asking.Mask(160, 90, 0, 0, 80, 90);
        var answer = await host.AskAsync(OpenAI, "Small and masked", TestImages.Png(160, 90), new(Mask: mask));

        var call = Assert.Single(Server.CallsWith("Small and masked"));
        Assert.Equal(("1360x768", 1360), (call.Fields["size"], answer.Header().Width));
        Assert.Equal((160, 160), (ProviderPictures.Header(call.Pictures[0])!.Width, ProviderPictures.Header(call.Mask!)!.Width));
    }

    [Fact]
    public async Task More_pixels_are_asked_for_where_the_operator_allows_them()
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", "gpt-image-2"), ("OpenAI:MaxPixels", "8294400"));
        await host.AskAsync(OpenAI, "Large by setting", TestImages.Png(3840, 2160));

        Assert.Equal("3840x2160", Assert.Single(Server.CallsWith("Large by setting")).Fields["size"]);
    }

    [Theory]
    [InlineData("gpt-image-2.5-flare", "xhigh")]
    [InlineData("gpt-image-2.5-sunburst", "max")]
    [InlineData("gpt-image-1-mini", "low")]
    public async Task The_quality_is_one_that_the_model_has_and_no_fidelity_is_sent(string model, string quality)
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", model), ("OpenAI:Quality", quality));
        var pictures = Enumerable.Range(0, 16).Select(i => TestImages.Png(30 + i, 30)).ToArray();
        await host.AskAsync(OpenAI, $"Sixteen with {model}", pictures);

        var call = Assert.Single(Server.CallsWith($"Sixteen with {model}"));
        Assert.Equal((quality, 16, false), (call.Fields["quality"], call.Pictures.Count, call.Fields.ContainsKey("input_fidelity")));
        Assert.Equal(16, host.Catalogue.CapabilitiesOf(OpenAI)!.MaxInputs);
    }

    [Fact]
    public async Task Fidelity_is_sent_to_a_model_that_takes_it()
    {
        using var host = EngineHost.Create(Server, ("OpenAI:InputFidelity", "high"));
        await host.AskAsync(OpenAI, "Faithful", TestImages.Png(30, 30));

        Assert.Equal("high", Assert.Single(Server.CallsWith("Faithful")).Fields["input_fidelity"]);
    }

    [Theory]
    [InlineData("gpt-image-2", "OpenAI:Quality", "xhigh")]
    [InlineData("gpt-image-1.5", "OpenAI:Quality", "max")]
    [InlineData("gpt-image-2", "OpenAI:InputFidelity", "high")]
    [InlineData("gpt-image-1-mini", "OpenAI:InputFidelity", "low")]
    [InlineData("gpt-image-2.5-flare", "OpenAI:InputFidelity", "low")]
    [InlineData("gpt-image-2", "OpenAI:MaxPixels", "655360")]
    public void What_the_model_does_not_take_is_refused_at_the_start(string model, string key, string value)
    {
        using var host = EngineHost.Create(("OPENAI_IMAGE_MODEL", model), (key, value));
        var failure = Assert.Throws<OptionsValidationException>(() => host.Options<OpenAIOptions>());

        Assert.Contains(key[7..], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-1.5", null, 2)]
    [InlineData("gpt-image-1.5", "low", 1)]
    [InlineData("gpt-image-1-mini", "high", 1)]
    [InlineData("gpt-image-2", "medium", 1)]
    [InlineData("gpt-image-2", "auto", 4)]
    [InlineData("gpt-image-2.5-flare", "low", 1)]
    [InlineData("gpt-image-2.5-sunburst", "max", 7)]
    [InlineData("gpt-image-next", "max", 1)]
    public void Units_follow_the_price(string model, string? quality, int units)
    {
        using var host = EngineHost.Create(("OPENAI_IMAGE_MODEL", model), ("OpenAI:Quality", quality));

        Assert.Equal(units, host.Catalogue.CapabilitiesOf(OpenAI)!.UnitsFor("x in 4K"));
    }

    [Theory]
    [InlineData("gpt-image-1", true)]
    [InlineData("gpt-image-2", false)]
    [InlineData("gpt-image-2.5-sunburst", true)]
    public async Task A_transparent_background_comes_back_transparent(string model, bool isEdit)
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", model));
        var prompt = $"Cut out by {model}";
        var answer = await host.AskAsync(OpenAI, prompt, isEdit ? TestImages.Png(60, 60) : null, new() { TransparentBackground = true });

        var fields = Assert.Single(Server.CallsWith(prompt)).Fields;
        Assert.Equal(("transparent", "png"), (fields["background"], fields["output_format"]));
        Assert.Equal(0, TestPixels.Decode(answer.Data.ToArray(), "pngload_buffer").At(0, 0)[3]);
    }

    [Theory]
    [InlineData("gpt-image-next", null)]
    [InlineData("gpt-image-2", "false")]
    public async Task A_transparent_background_is_refused_where_it_cannot_be_had(string model, string? setting)
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", model), ("OpenAI:TransparentBackground", setting));
        var prompt = $"Not to be cut out by {model}";
        var asking = host.AskAsync(OpenAI, prompt, inputs: new() { TransparentBackground = true });
        var failure = await asking.ShouldFailAsync(EditProblems.Input);

        Assert.Contains(model, failure.Problem.Title, StringComparison.Ordinal);
        Assert.Empty(Server.CallsWith(prompt));
    }

    [Fact]
    public async Task A_gateway_that_passes_no_transparency_on_is_told_apart_from_bad_pictures()
    {
        using var host = EngineHost.Create(Server);
        var asking = host.AskAsync(OpenAI, "mode:no-transparency", TestImages.Png(30, 30), new() { TransparentBackground = true });
        var failure = await asking.ShouldFailAsync(EditProblems.Input);

        Assert.Contains("no transparent backgrounds", failure.Problem.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_background_is_asked_for_unasked()
    {
        using var host = EngineHost.Create(Server);
        await host.AskAsync(OpenAI, "Any background", TestImages.Png(30, 30));

        Assert.False(Assert.Single(Server.CallsWith("Any background")).Fields.ContainsKey("background"));
    }

    [Fact]
    public async Task A_picture_in_a_data_url_is_read()
    {
        using var host = EngineHost.Create(Server);

        Assert.Equal(1024, (await host.AskAsync(OpenAI, "mode:data-url")).Header().Width);
    }
}
