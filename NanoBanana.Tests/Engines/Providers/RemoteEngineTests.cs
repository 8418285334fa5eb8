using System.Text;
using NanoBanana.Contracts.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What holds for every call to an engine behind a network.</summary>
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
}
