using System.Net;
using System.Text;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>The server refuses what the real ones refuse, so that the clients' tests mean something.</summary>
public sealed class ProviderServerTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>
{
    private const string Config = """ "generationConfig":{"responseModalities":["TEXT","IMAGE"]} """;

    [Theory]
    [InlineData("""{"contents":[{"role":"user","parts":[{"txt":"x"}]}],CONFIG}""", "Cannot find field")]
    [InlineData("""{"contents":[{"role":"user","parts":[{"text":"x"}]}],"generationConfig":{"responseModalities":["TEXT"]}}""", "IMAGE")]
    [InlineData(
        """{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/gif","data":"R0lGODlh"}}]}],CONFIG}""",
        "Unsupported MIME")]
    [InlineData(
        """{"contents":[{"role":"model","parts":[{"text":"x"}]},{"role":"user","parts":[{"text":"x"}]}],CONFIG}""",
        "thought_signature")]
    public async Task Gemini_refuses_a_request_of_the_wrong_shape(string body, string reason)
    {
        using var client = new HttpClient { BaseAddress = fixture.Server.Address };
        client.DefaultRequestHeaders.Add("x-goog-api-key", ProviderServer.GeminiKey);
        using var content = new StringContent(body.Replace("CONFIG", Config), Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1beta/models/gemini-3.1-flash-image:generateContent", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picture", 40, true, "Unknown parameter")]
    [InlineData("image", 30, true, "size does not match")]
    [InlineData("image", 40, false, "alpha channel")]
    public async Task OpenAI_refuses_a_form_of_the_wrong_shape(string field, int maskWidth, bool alpha, string reason)
    {
        using var client = new HttpClient { BaseAddress = fixture.Server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ProviderServer.OpenAIKey);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("x"), "prompt" },
            { new StringContent("gpt-image-1"), "model" },
            { File(TestImages.Png(40, 40)), field, "a.png" },
            { File(TestImages.Png(maskWidth, 40, alpha)), "mask", "m.png" },
        };
        using var response = await client.PostAsync("/v1/images/edits", form);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemini-2.5-flash-image", "{}", HttpStatusCode.NotFound, "is not found")]
    [InlineData("gemini-3.1-flash-image", """{"imageSize":"512px"}""", HttpStatusCode.BadRequest, "image_size")]
    [InlineData("gemini-3-pro-image", """{"imageSize":"512"}""", HttpStatusCode.BadRequest, "image_size")]
    [InlineData("gemini-3.1-flash-lite-image", """{"imageSize":"2K"}""", HttpStatusCode.BadRequest, "image_size")]
    [InlineData("gemini-3-pro-image", """{"aspectRatio":"1:8"}""", HttpStatusCode.BadRequest, "aspect_ratio")]
    public async Task Gemini_refuses_what_a_model_does_not_make(string model, string config, HttpStatusCode status, string reason)
    {
        using var client = new HttpClient { BaseAddress = fixture.Server.Address };
        client.DefaultRequestHeaders.Add("x-goog-api-key", ProviderServer.GeminiKey);
        using var content = new StringContent($$"""
            {
              "contents": [{"role":"user","parts":[{"text":"x"}]}],
              "generationConfig": {"responseModalities":["IMAGE"],"imageConfig": {{config}} }
            }
            """, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"/v1beta/models/{model}:generateContent", content);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(reason, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-2", "size", "1024x576", "below the current minimum pixel budget")]
    [InlineData("gpt-image-2", "size", "1792x936", "divisible by 16")]
    [InlineData("gpt-image-2", "size", "4096x2048", "longest edge")]
    [InlineData("gpt-image-2.5-flare", "size", "3840x1024", "aspect ratio")]
    [InlineData("gpt-image-2.5-flare", "size", "3840x3840", "exceeds the current pixel budget")]
    [InlineData("gpt-image-1.5", "size", "1280x1024", "Supported values")]
    [InlineData("gpt-image-2", "quality", "xhigh", "Supported values")]
    [InlineData("gpt-image-2", "input_fidelity", "high", "input_fidelity")]
    [InlineData("gpt-image-next", "background", "transparent", "not supported for this model")]
    [InlineData("dall-e-9", "size", "auto", "does not exist")]
    public async Task OpenAI_refuses_what_a_model_does_not_take(string model, string field, string value, string reason)
    {
        var body = await PostOpenAIAsync($$"""{"model":"{{model}}","prompt":"x","{{field}}":"{{value}}"}""");

        Assert.Contains(reason, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAI_refuses_transparency_in_a_jpeg()
    {
        var body = await PostOpenAIAsync("""{"model":"gpt-image-1","prompt":"x","background":"transparent","output_format":"jpeg"}""");

        Assert.Contains("jpeg", body, StringComparison.Ordinal);
    }

    private async Task<string> PostOpenAIAsync(string request)
    {
        using var client = new HttpClient { BaseAddress = fixture.Server.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ProviderServer.OpenAIKey);
        using var content = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync("/v1/images/generations", content);
        Assert.True(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound, $"{response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }

    private static ByteArrayContent File(byte[] file) => new(file) { Headers = { ContentType = new("image/png") } };
}
