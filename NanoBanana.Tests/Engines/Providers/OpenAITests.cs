namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The shipped client against a server that speaks OpenAI's wire format.</summary>
public sealed class OpenAITests(ProviderFixture fixture) : IClassFixture<ProviderFixture>, IDisposable
{
    private const string OpenAI = "openai";

    private readonly EngineHost _host = EngineHost.Create(fixture.Server);

    private ProviderServer Server => fixture.Server;

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task A_picture_comes_back_changed_in_the_nearest_size()
    {
        var answer = await _host.AskAsync(OpenAI, "Exchange red and blue of the quarters", TestImages.Png(600, 410));

        var call = Assert.Single(Server.CallsWith("red and blue of the quarters"));
        Assert.Equal(("gpt-image-1.5", "1536x1024"), (call.Model, call.Fields["size"]));
        Assert.Equal(("image/png", 1536, 1024), (answer.MediaType, answer.Header().Width, answer.Header().Height));
        Assert.Equal([30, 30, 220], TestPixels.Decode(answer.Data.ToArray(), "pngload_buffer").At(5, 5).ToArray());
    }

    [Theory]
    [InlineData("gpt-image-1.5", 500, 520, "1024x1024")]
    [InlineData("gpt-image-1", 300, 900, "1024x1536")]
    [InlineData("gpt-image-1-mini", 4000, 3000, "1536x1024")]
    [InlineData("gpt-image-2", 1280, 1024, "1280x1024")]
    [InlineData("gpt-image-2", 1024, 576, "1360x768")]
    [InlineData("gpt-image-2", 3000, 3000, "1248x1248")]
    [InlineData("gpt-image-2-2026-04-21", 200, 2000, "592x1776")]
    [InlineData("gpt-image-2.5-flare", 40, 40, "1024x1024")]
    [InlineData("gpt-image-2.5-sunburst", 90, 60, "1248x832")]
    [InlineData("gpt-image-next", 90, 60, "1536x1024")]
    public async Task The_size_is_one_that_the_model_makes(string model, int width, int height, string size)
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", model));
        var prompt = $"Size of {width} by {height} with {model}.";
        await host.AskAsync(OpenAI, prompt, TestImages.Png(width, height));

        Assert.Equal(size, Assert.Single(Server.CallsWith(prompt)).Fields["size"]);
    }

    [Fact]
    public async Task Words_alone_make_a_picture()
    {
        var answer = await _host.AskAsync(OpenAI, "A boat from words alone");

        Assert.Equal(1024, answer.Header().Width);
        Assert.Equal("/v1/images/generations", Assert.Single(Server.CallsWith("boat from words alone")).Path);
    }

    [Fact]
    public async Task Several_pictures_are_sent_the_one_to_change_first()
    {
        byte[][] pictures = [TestImages.Png(40, 30), TestImages.WebP(20, 20), TestImages.Jpeg(30, 30)];
        await _host.AskAsync(OpenAI, "Several references 图", pictures);

        var call = Assert.Single(Server.CallsWith("Several references 图"));
        Assert.Equal(pictures[0], call.Pictures[0]);
        Assert.Equal([40, 20, 30], call.Pictures.Select(picture => ProviderPictures.Header(picture)!.Width));
        Assert.Equal(["image/png", "image/webp", "image/jpeg"], call.ContentTypes);
    }

    [Theory]
    [InlineData(200, 100)]
    [InlineData(400, 200)]
    public async Task A_mask_is_sent_transparent_where_the_picture_may_change_and_as_large_as_the_picture(int maskWidth, int maskHeight)
    {
        var (x, y) = (maskWidth / 4, maskHeight / 5);
        var prompt = $"Masked with {maskWidth}";
        await _host.AskAsync(OpenAI, prompt, TestImages.Png(200, 100), new(Mask: Asking.Mask(maskWidth, maskHeight, x, y, 2 * x, 4 * y)));

        var mask = TestPixels.Decode(Assert.Single(Server.CallsWith(prompt)).Mask!, "pngload_buffer");
        Assert.Equal((200, 100, 4), (mask.Width, mask.Height, mask.Bands));
        Assert.Equal([0, 0, 255, 255], new[] { (50, 20), (99, 79), (49, 20), (100, 80) }.Select(at => (int)mask.At(at.Item1, at.Item2)[3]));
    }

    [Theory]
    [InlineData("gpt-image-1.5", "2:3", "1024x1536")]
    [InlineData("gpt-image-2", "16:9", "1360x768")]
    public async Task A_chosen_shape_and_quality_are_asked_for(string model, string ratio, string size)
    {
        using var host = EngineHost.Create(Server, ("OPENAI_IMAGE_MODEL", model));
        foreach (byte[][] pictures in (byte[][][])[[], [TestImages.Png(1000, 1000)]])
        {
            var prompt = $"Chosen {model} {pictures.Length}";
            await host.AskAsync(OpenAI, prompt, pictures, new() { Choices = new(AspectRatio: ratio, Quality: "low") });
            var fields = Assert.Single(Server.CallsWith(prompt)).Fields;
            Assert.Equal((size, "low"), (fields["size"], fields["quality"]));
        }
    }

    [Fact]
    public async Task A_turned_photograph_is_sent_upright_so_that_its_mask_fits()
    {
        await _host.AskAsync(OpenAI, "Turned", TestImages.Jpeg(120, 80, orientation: 6), new(Mask: Asking.Mask(120, 80, 0, 0, 60, 80)));

        Assert.Equal(120, ProviderPictures.Header(Assert.Single(Server.CallsWith("Turned")).Pictures[0])!.Width);
    }

    [Fact]
    public async Task A_jpeg_is_a_jpeg_whatever_was_asked_for()
    {
        var answer = await _host.AskAsync(OpenAI, "mode:jpeg");

        Assert.Equal("image/jpeg", answer.MediaType);
    }
}
