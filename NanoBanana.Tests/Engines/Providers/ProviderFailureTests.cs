using NanoBanana.Contracts.Edits;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What a provider's failures become: each a code, a wait where one helps, and no key in what is said.</summary>
public sealed class ProviderFailureTests(ProviderFixture fixture) : IClassFixture<ProviderFixture>, IDisposable
{
    private const string Gemini = "gemini";
    private const string OpenAI = "openai";

    private readonly EngineHost _host = EngineHost.Create(fixture.Server);

    private ProviderServer Server => fixture.Server;

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData(Gemini, "minute", EditProblems.QuotaMinute, 7.5)]
    [InlineData(Gemini, "minute-header", EditProblems.QuotaMinute, 11.0)]
    [InlineData(Gemini, "minute-bare", EditProblems.QuotaMinute, 30.0)]
    [InlineData(Gemini, "day", EditProblems.QuotaDay, null)]
    [InlineData(Gemini, "minute-of-a-day", EditProblems.QuotaDay, null)]
    [InlineData(Gemini, "hidden-429", EditProblems.QuotaMinute, 6.0)]
    [InlineData(Gemini, "hidden-503", EditProblems.Provider, 10.0)]
    [InlineData(Gemini, "hidden-string", EditProblems.QuotaMinute, 30.0)]
    [InlineData(Gemini, "hidden-status", EditProblems.Input, null)]
    [InlineData(Gemini, "error-500", EditProblems.Provider, 10.0)]
    [InlineData(Gemini, "error-503", EditProblems.Provider, 4.0)]
    [InlineData(Gemini, "error-504", EditProblems.Timeout, null)]
    [InlineData(Gemini, "region", EditProblems.Provider, null)]
    [InlineData(Gemini, "invalid", EditProblems.Input, null)]
    [InlineData(Gemini, "bad-gateway", EditProblems.Provider, null)]
    [InlineData(Gemini, "cut", EditProblems.Provider, null)]
    [InlineData(Gemini, "cut-in-body", EditProblems.Provider, null)]
    [InlineData(Gemini, "nonsense", EditProblems.Provider, null)]
    [InlineData(Gemini, "broken-json", EditProblems.Provider, null)]
    [InlineData(Gemini, "bad-base64", EditProblems.Provider, null)]
    [InlineData(Gemini, "not-a-picture", EditProblems.Provider, null)]
    [InlineData(OpenAI, "blocked", EditProblems.Blocked, null)]
    [InlineData(OpenAI, "minute", EditProblems.QuotaMinute, 9.0)]
    [InlineData(OpenAI, "minute-bare", EditProblems.QuotaMinute, 30.0)]
    [InlineData(OpenAI, "day", EditProblems.QuotaDay, null)]
    [InlineData(OpenAI, "minute-of-a-day", EditProblems.QuotaDay, null)]
    [InlineData(OpenAI, "hidden-503", EditProblems.Provider, 10.0)]
    [InlineData(OpenAI, "hidden-blocked", EditProblems.Blocked, null)]
    [InlineData(OpenAI, "hidden-limit", EditProblems.QuotaMinute, 8.0)]
    [InlineData(OpenAI, "insufficient", EditProblems.QuotaDay, null)]
    [InlineData(OpenAI, "error-500", EditProblems.Provider, 10.0)]
    [InlineData(OpenAI, "error-503", EditProblems.Provider, 4.0)]
    [InlineData(OpenAI, "error-504", EditProblems.Timeout, null)]
    [InlineData(OpenAI, "unverified", EditProblems.Provider, null)]
    [InlineData(OpenAI, "invalid", EditProblems.Input, null)]
    [InlineData(OpenAI, "no-image", EditProblems.NoImage, null)]
    [InlineData(OpenAI, "address", EditProblems.NoImage, null)]
    [InlineData(OpenAI, "bad-gateway", EditProblems.Provider, null)]
    [InlineData(OpenAI, "cut", EditProblems.Provider, null)]
    [InlineData(OpenAI, "cut-in-body", EditProblems.Provider, null)]
    [InlineData(OpenAI, "nonsense", EditProblems.Provider, null)]
    [InlineData(OpenAI, "broken-json", EditProblems.Provider, null)]
    [InlineData(OpenAI, "bad-base64", EditProblems.Provider, null)]
    [InlineData(OpenAI, "not-a-picture", EditProblems.Provider, null)]
    public async Task Every_failure_has_its_code_and_its_wait_and_is_asked_once(string engine, string mode, string code, double? seconds)
    {
        var prompt = $"mode:{mode} failing {engine}";
        var failure = await _host.AskAsync(engine, prompt, TestImages.Png(20, 20)).ShouldFailAsync(code);

        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
        Assert.Single(Server.CallsWith(prompt));
        Assert.DoesNotContain(ProviderServer.GeminiKey, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(ProviderServer.OpenAIKey, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Gemini, "GEMINI_API_KEY", "AIza-of-somebody-else", "GEMINI_API_KEY")]
    [InlineData(Gemini, "GEMINI_API_KEY", " ", "GEMINI_API_KEY")]
    [InlineData(Gemini, "GEMINI_MODEL", "gemini-9-flash-image", "GEMINI_MODEL")]
    [InlineData(Gemini, "GEMINI_MODEL", "gemini-2.5-flash-image", "GEMINI_MODEL")]
    [InlineData(Gemini, "GEMINI_BASE_URL", "http://nowhere.invalid", "GEMINI_BASE_URL")]
    [InlineData(OpenAI, "OPENAI_API_KEY", "sk-of-somebody-else", "OPENAI_API_KEY")]
    [InlineData(OpenAI, "OPENAI_API_KEY", "", "OPENAI_API_KEY")]
    [InlineData(OpenAI, "OPENAI_IMAGE_MODEL", "gpt-image-9", "OPENAI_IMAGE_MODEL")]
    [InlineData(OpenAI, "OPENAI_BASE_URL", "http://nowhere.invalid/v1", "OPENAI_BASE_URL")]
    public async Task A_wrong_setting_is_named(string engine, string key, string value, string named)
    {
        using var host = EngineHost.Create(Server, (key, value));
        var failure = await host.AskAsync(engine, "Wrongly set up").ShouldFailAsync(EditProblems.Provider);

        Assert.Contains(named, failure.Problem.Detail, StringComparison.Ordinal);
        Assert.Equal(key.EndsWith("_BASE_URL", StringComparison.Ordinal), failure.RetryAfter is not null);
        Assert.DoesNotContain("somebody-else", failure.ToString(), StringComparison.Ordinal);
    }
}
