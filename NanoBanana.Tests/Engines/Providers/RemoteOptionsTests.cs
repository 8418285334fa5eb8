using Microsoft.Extensions.Options;
using NanoBanana.Core.Engines.Gemini;
using NanoBanana.Core.Engines.OpenAI;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>How engines behind a network are set up, and what they say of themselves then.</summary>
public sealed class RemoteOptionsTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    [Fact]
    public void Engines_say_what_they_can_do()
    {
        using var host = EngineHost.Create(fixture.Server, ("Gemini:Units", "3"));

        var gemini = host.Catalogue.CapabilitiesOf("gemini")!;
        Assert.Equal(
            ("Nano Banana (Gemini)", "gemini-3.1-flash-image", 14, 4, 3),
            (gemini.Name, gemini.Model, gemini.MaxInputs, gemini.MaxVariants, gemini.Units));
        var openai = host.Catalogue.CapabilitiesOf("openai")!;
        Assert.Equal(
            ("OpenAI", "gpt-image-1.5", 16, 4, 2), (openai.Name, openai.Model, openai.MaxInputs, openai.MaxVariants, openai.Units));
        Assert.All(
            new[] { gemini, openai },
            engine => Assert.True(engine is { Available: true, IsRemote: true, IsGenerative: true, Mask: true, TextToImage: true }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("your-api-key")]
    [InlineData("<key>")]
    [InlineData("changeme")]
    [InlineData("sk-...")]
    public void Without_a_real_key_an_engine_is_not_available(string? key)
    {
        using var host = EngineHost.Create(("GEMINI_API_KEY", key), ("OPENAI_API_KEY", key));

        Assert.False(host.Catalogue.CapabilitiesOf("gemini")!.Available);
        Assert.False(host.Catalogue.CapabilitiesOf("openai")!.Available);
    }

    [Theory]
    [InlineData("GEMINI_BASE_URL", "ftp://example.com", "GEMINI_BASE_URL")]
    [InlineData("OPENAI_BASE_URL", "nonsense", "OPENAI_BASE_URL")]
    [InlineData("GEMINI_MODEL", "../models/x", "GEMINI_MODEL")]
    [InlineData("OPENAI_IMAGE_MODEL", "a b", "OPENAI_IMAGE_MODEL")]
    [InlineData("GEMINI_API_KEY", "two words", "GEMINI_API_KEY")]
    [InlineData("Gemini:Timeout", "00:00:00", "Timeout")]
    [InlineData("OpenAI:Units", "-1", "Units")]
    [InlineData("Gemini:AspectRatios:0", "wide", "Gemini:AspectRatios")]
    [InlineData("Gemini:ImageSizes:0", "big", "Gemini:ImageSizes")]
    [InlineData("OpenAI:Quality", "best", "OpenAI:Quality")]
    public void What_is_wrongly_set_is_said_at_the_start(string key, string value, string sentence)
    {
        using var host = EngineHost.Create((key, value));
        var failure = Assert.Throws<OptionsValidationException>(() => _ = (host.Options<GeminiOptions>(), host.Options<OpenAIOptions>()));

        Assert.Contains(sentence, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Flat_names_stand_in_for_keys_that_are_not_set()
    {
        using var host = EngineHost.Create(
            ("GEMINI_API_KEY", "flat"), ("Gemini:ApiKey", "chosen"), ("OPENAI_IMAGE_MODEL", "gpt-image-2"),
            ("GEMINI_BASE_URL", "http://localhost:1/v1beta/"));

        Assert.Equal(("chosen", "gpt-image-2"), (host.Options<GeminiOptions>().Key, host.Options<OpenAIOptions>().Model));
        Assert.Equal(
            "http://localhost:1/v1beta/models/gemini-3.1-flash-image:generateContent", host.Options<GeminiOptions>().Address.ToString());
    }
}
