using System.Text;
using NanoBanana.Contracts.Edits;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The pictures that are sent to an engine behind a network.</summary>
public sealed class RemoteInputsTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private ProviderServer Server => fixture.Server;

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
}
