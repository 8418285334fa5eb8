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
    [InlineData("""{"contents":[{"role":"user","parts":[{"inlineData":{"mimeType":"image/gif","data":"R0lGODlh"}}]}],CONFIG}""", "Unsupported MIME")]
    [InlineData("""{"contents":[{"role":"model","parts":[{"text":"x"}]},{"role":"user","parts":[{"text":"x"}]}],CONFIG}""", "thought_signature")]
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

    private static ByteArrayContent File(byte[] file) => new(file) { Headers = { ContentType = new("image/png") } };
}
