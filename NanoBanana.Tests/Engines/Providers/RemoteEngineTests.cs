using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Engines.Gemini;
using NanoBanana.Core.Engines.OpenAI;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What holds for every engine behind a network.</summary>
public sealed class RemoteEngineTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private ProviderServer Server => fixture.Server;

    [Theory]
    [InlineData("gemini", "Gemini:Timeout")]
    [InlineData("openai", "OpenAI:Timeout")]
    public async Task An_answer_that_never_comes_is_a_timeout_and_not_asked_for_again(string engine, string setting)
    {
        using var host = EngineHost.Create(Server, (setting, "00:00:00.300"));
        var failure = await host.AskAsync(engine, $"mode:hang {engine}").ShouldFailAsync(EditProblems.Timeout);

        Assert.Null(failure.RetryAfter);
        Assert.Single(Server.CallsWith($"mode:hang {engine}"));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_cancelled_call_ends_as_cancelled(string engine)
    {
        using var host = EngineHost.Create(Server);
        using var cancel = new CancellationTokenSource();
        var asking = host.AskAsync(engine, $"mode:hang cancelled {engine}", cancellationToken: cancel.Token);
        await Eventually.TrueAsync(() => Server.CallsWith($"cancelled {engine}").Count == 1, "the call to arrive");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("gemini", "GEMINI_BASE_URL")]
    [InlineData("openai", "OPENAI_BASE_URL")]
    public async Task Where_nobody_listens_it_may_be_tried_again(string engine, string setting)
    {
        using var host = EngineHost.Create(Server, (setting, $"http://127.0.0.1:{FreePort.Next()}"));
        var failure = await host.AskAsync(engine, "Nobody there").ShouldFailAsync(EditProblems.Provider);

        Assert.NotNull(failure.RetryAfter);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_redirect_is_not_followed(string engine)
    {
        using var host = EngineHost.Create(Server);
        var failure = await host.AskAsync(engine, "mode:redirect").ShouldFailAsync(EditProblems.Provider);

        Assert.Null(failure.RetryAfter);
        Assert.DoesNotContain("/elsewhere", Server.Refusals);
    }

    [Theory]
    [InlineData("gemini", "Gemini:MaxAnswerBytes")]
    [InlineData("openai", "OpenAI:MaxAnswerBytes")]
    public async Task An_answer_is_not_read_beyond_its_cap(string engine, string setting)
    {
        using var host = EngineHost.Create(Server, (setting, $"{2 << 20}"));
        var failure = await host.AskAsync(engine, "mode:huge").ShouldFailAsync(EditProblems.Provider);

        Assert.Contains("longer than 2 MiB", failure.Problem.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_run_of_failures_does_not_keep_the_next_call_from_being_made(string engine)
    {
        using var host = EngineHost.Create(Server);
        for (var i = 0; i < 120; i++)
        {
            await host.AskAsync(engine, $"mode:error-500 run of {engine}").ShouldFailAsync(EditProblems.Provider);
        }

        Assert.Equal(120, Server.CallsWith($"run of {engine}").Count);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task Neither_place_nor_other_metadata_is_sent(string engine)
    {
        using var host = EngineHost.Create(Server);
        var photograph = TestImages.JpegWithGps(60, 40);
        await host.AskAsync(engine, $"Secret place {engine}", photograph);

        Assert.True(photograph.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestExif.Secret)) > 0);
        var sent = Assert.Single(Assert.Single(Server.CallsWith($"Secret place {engine}")).Pictures);
        Assert.Equal(-1, sent.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestExif.Secret)));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task An_animation_is_sent_as_a_still_picture_of_a_format_that_is_taken(string engine)
    {
        using var host = EngineHost.Create(Server);
        await host.AskAsync(engine, $"Animated {engine}", [TestImages.Gif(40, 30, frames: 3), TestImages.AnimatedWebP(40, 30, 3)]);

        var call = Assert.Single(Server.CallsWith($"Animated {engine}"));
        Assert.All(call.Pictures, picture => Assert.Equal(
            ("image/webp", 1), (ProviderPictures.Header(picture)!.ContentType, ProviderPictures.Header(picture)!.Frames)));
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_format_that_no_provider_takes_is_sent_as_one_that_all_take(string engine)
    {
        using var host = EngineHost.Create(Server);
        await host.AskAsync(
            engine, $"Other formats {engine}", [TestImages.Avif(40, 30), TestImages.Bmp(40, 30), TestImages.TiffWithSecret(40, 30)]);

        var call = Assert.Single(Server.CallsWith($"Other formats {engine}"));
        Assert.Equal(3, call.Pictures.Count);
        Assert.All(call.Pictures, picture => Assert.Equal("image/webp", ProviderPictures.Header(picture)!.ContentType));
        Assert.All(call.Pictures, picture => Assert.Equal(-1, picture.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestExif.Secret))));
    }

    [Theory]
    [InlineData("gemini", "Gemini:MaxInputEdge")]
    [InlineData("openai", "OpenAI:MaxInputEdge")]
    public async Task A_picture_is_sent_no_larger_than_configured_and_its_mask_with_it(string engine, string setting)
    {
        using var host = EngineHost.Create(Server, (setting, "300"));
        await host.AskAsync(
            engine, $"Too many pixels {engine}", TestImages.Png(600, 400), new(Mask: Asking.Mask(600, 400, 0, 0, 300, 400)));

        var call = Assert.Single(Server.CallsWith($"Too many pixels {engine}"));
        Assert.Equal(300, ProviderPictures.Header(call.Pictures[0])!.Width);
        Assert.Equal(300, ProviderPictures.Header(call.Mask ?? call.Pictures[1])!.Width);
    }

    [Fact]
    public async Task A_request_too_large_for_gemini_is_made_smaller_first()
    {
        using var host = EngineHost.Create(Server);
        var noise = new TestPixels(new byte[2500 * 2000 * 3], 2500, 2000, 3);
        new Random(7).NextBytes(noise.Bytes);
        var picture = TestPng.Of(noise);
        Assert.True(picture.Length > 14_900_000);
        await host.AskAsync("gemini", "Too many bytes", picture);

        var call = Assert.Single(Server.CallsWith("Too many bytes"));
        Assert.Equal(2500, ProviderPictures.Header(Assert.Single(call.Pictures))!.Width);
        Assert.True(call.Body.Length < 20_000_000);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task A_damaged_picture_is_an_input_problem(string engine)
    {
        using var host = EngineHost.Create(Server);

        await host.AskAsync(engine, "Damaged", "no picture at all"u8.ToArray()).ShouldFailAsync(EditProblems.Input);
    }

    [Theory]
    [InlineData("gemini")]
    [InlineData("openai")]
    public async Task Keys_are_in_no_log_no_address_and_no_problem(string engine)
    {
        using var host = EngineHost.Create(Server);
        var said = new StringBuilder();
        foreach (var mode in (string[])["ok", "no-image,ok", "minute", "error-500", "invalid", "cut", "blocked", "broken-json"])
        {
            try
            {
                await host.AskAsync(engine, $"mode:{mode} logged {engine}", TestImages.Png(20, 20));
            }
            catch (EngineException failure)
            {
                said.Append(failure).Append(failure.Problem);
            }
        }

        Assert.NotEmpty(Server.CallsWith($"logged {engine}"));
        said.Append(host.Log).AppendJoin('\n', Server.Calls.Select(call => call.Path));
        Assert.Contains("/v1", said.ToString(), StringComparison.Ordinal);
        Assert.Contains(engine == "gemini" ? "asking again" : EditProblems.QuotaMinute, said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ProviderServer.GeminiKey, said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ProviderServer.OpenAIKey, said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Engines_say_what_they_can_do()
    {
        using var host = EngineHost.Create(Server, ("Gemini:Units", "3"));

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
