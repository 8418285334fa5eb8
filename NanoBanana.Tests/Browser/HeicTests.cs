using System.Net;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>HEIC becomes JPEG in the browser, where its decoder was fetched.</summary>
[Collection(nameof(ToolFixture))]
public sealed class HeicTests(BrowserFixture browser)
{
    [NeedsHeicFact]
    public Task A_picture_of_a_phone_is_uploaded_as_a_JPEG_of_the_same_name() => browser.RunAsync("heic", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = new SessionScreen(user.Page);
        await session.CreateAsync();
        var asked = new List<string>();
        user.Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await session.DropAsync(TestImages.Jpeg(300, 200), "plain.jpg", "image/jpeg");
        await new CanvasScreen(user.Page).ShouldShowAsync("plain.jpg");
        Assert.DoesNotContain(asked, path => path.Contains("/heic/", StringComparison.Ordinal));

        // Slow enough to be read.
        await session.SlowDownAsync(bytesPerSecond: 1500);
        await session.DropAsync(TestHeic.Quarters, "IMG_1.HEIC", "image/heic");
        await Expect(session.Uploads.GetByText("Converted from HEIC")).ToBeVisibleAsync();
        await Expect(session.Uploads.GetByText("IMG_1.jpg")).ToBeVisibleAsync();
        await session.SlowDownAsync(bytesPerSecond: -1);
        await new CanvasScreen(user.Page).ShouldShowAsync("IMG_1.jpg");

        var images = (await user.Api.ListSessionImagesAsync(new(new Uri(user.Page.Url).Segments[^1]))).Items;
        var image = Assert.Single(images, image => image.FileName == "IMG_1.jpg");
        Assert.Equal(("image/jpeg", 300, 200), (image.ContentType, image.Width, image.Height));
        using var http = browser.System.CreateClient();
        var pixels = TestPixels.Decode(await http.GetByteArrayAsync(image.Url), "jpegload_buffer");
        ShouldBeNear([220, 30, 30], pixels.At(60, 50));
        ShouldBeNear([30, 200, 30], pixels.At(240, 50));
        ShouldBeNear([30, 30, 220], pixels.At(60, 150));
        ShouldBeNear([220, 220, 30], pixels.At(240, 150));
        Assert.Empty(scenario.ScriptErrors);
    });

    [NeedsHeicFact]
    public async Task Only_the_worker_that_decodes_may_run_WebAssembly()
    {
        using var http = new HttpClient { BaseAddress = browser.Web.Address };
        foreach (var (file, type) in ((string, string)[])[
            ("worker.js", "text/javascript"), ("libheif.js", "text/javascript"), ("libheif.wasm", "application/wasm")])
        {
            using var answer = await http.GetAsync($"heic/{file}");
            Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
                Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        }

        using var page = await http.GetAsync("login");
        Assert.DoesNotContain("unsafe-eval", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        using var other = await http.GetAsync("heic/..%2Fisnet-small.onnx");
        Assert.NotEqual(HttpStatusCode.OK, other.StatusCode);
    }

    private static void ShouldBeNear(byte[] expected, ReadOnlySpan<byte> actual)
    {
        for (var band = 0; band < expected.Length; band++)
        {
            Assert.InRange(actual[band], expected[band] - 16, expected[band] + 16);
        }
    }
}

/// <summary>A test that needs the decoder of HEIC.</summary>
internal sealed class NeedsHeicFactAttribute : FactAttribute
{
    public NeedsHeicFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("MODELS_DIR") is { Length: > 0 } models
            && File.Exists(Path.Combine(models, "libheif", "libheif.wasm"))
            ? null
            : "libheif is not there: scripts/fetch-heic.sh fetches it.";
}
