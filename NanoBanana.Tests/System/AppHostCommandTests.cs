using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

/// <summary>What operators do, as commands in the dashboard.</summary>
[Collection(SharedAppHost.Name)]
public sealed class AppHostCommandTests(AppHostFixture fixture)
{
    private static readonly string[] Services = ["api", "worker", "web"];

    [Fact]
    public async Task Demo_data_is_added_looked_after_backed_up_and_restored()
    {
        await fixture.HealthyAsync(Services);
        Assert.Contains("They share the session", await DoneAsync("seed"), StringComparison.Ordinal);
        Assert.Contains("demo", await DoneAsync("make-operator", ("login", "demo")), StringComparison.Ordinal);
        Assert.Contains("/reset/", await DoneAsync("password-link", ("login", "guest")), StringComparison.Ordinal);
        Assert.Contains(
            "There is no account", await RefusedAsync("make-operator", ("login", "nobody-of-that-name")), StringComparison.Ordinal);
        Assert.Contains("take no more edits", await DoneAsync("pause-edits"), StringComparison.Ordinal);
        Assert.Contains("Edits are paused", await DoneAsync("list-jobs"), StringComparison.Ordinal);
        Assert.Contains("take edits again", await DoneAsync("resume-edits"), StringComparison.Ordinal);
        Assert.Contains("0 jobs were queued again", await DoneAsync("retry-jobs"), StringComparison.Ordinal);
        Assert.Contains("No job made-up", await RefusedAsync("drop-jobs", ("ids", "made-up")), StringComparison.Ordinal);

        var folder = Path.Combine(Watchdog.TemporaryDirectory(), "backup");
        Assert.Contains("keys of Redis", await DoneAsync("backup", ("folder", folder)), StringComparison.Ordinal);
        Assert.Contains("is not empty", await RefusedAsync("backup", ("folder", folder)), StringComparison.Ordinal);
        Assert.Contains("--replace", await RefusedAsync("restore", ("folder", folder)), StringComparison.Ordinal);
        Assert.Contains("and compared", await DoneAsync("restore", ("folder", folder), ("replace", "true")), StringComparison.Ordinal);
        await fixture.HealthyAsync(Services);
        Assert.Contains("was there already", await DoneAsync("seed"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_signed_in_stays_so_when_the_secret_is_rotated()
    {
        await fixture.HealthyAsync(Services);
        var name = TestUser.UniqueName();
        using var before = fixture.App.CreateHttpClient("api");
        var tokens = await new NanoBananaClient(before, _ => default).RegisterAsync(
            new(name, $"{name}@example.org", $"{Guid.NewGuid():N}"));
        var former = await File.ReadAllTextAsync(SecretFile);

        Assert.Contains("holds a new secret", await DoneAsync("rotate-jwt-secret"), StringComparison.Ordinal);

        Assert.NotEqual(former, await File.ReadAllTextAsync(SecretFile));
        await fixture.HealthyAsync(Services);
        var environment = ProcessList.EnvironmentOf((await fixture.ProcessOfAsync("api"))!.Value);
        Assert.Contains($"Jwt__PreviousSecret={former}", environment, StringComparison.Ordinal);
        using var after = fixture.App.CreateHttpClient("api");
        var client = new NanoBananaClient(after, _ => ValueTask.FromResult<string?>(tokens.AccessToken));
        Assert.Equal(name, (await client.GetMeAsync()).Username);
    }

    private string SecretFile => Path.Combine(fixture.DataDirectory, "secrets", "jwt-secret");

    private async Task<string> DoneAsync(string command, params (string Name, string Value)[] arguments)
    {
        var result = await RunAsync(command, arguments);
        Assert.True(result.Success, $"{command}: {result.Message}");
        return result.Data?.Value ?? result.Message ?? "";
    }

    private async Task<string> RefusedAsync(string command, params (string Name, string Value)[] arguments)
    {
        var result = await RunAsync(command, arguments);
        Assert.False(result.Success);
        return result.Message!;
    }

    private async Task<ExecuteCommandResult> RunAsync(string command, (string Name, string Value)[] arguments)
    {
        using var deadline = new CancellationTokenSource(AppHostFixture.Patience);
        var inputs = arguments.Select(
            argument => new InteractionInput { Name = argument.Name, InputType = InputType.Text, Value = argument.Value });
        return await fixture.App.Services.GetRequiredService<ResourceCommandService>()
            .ExecuteCommandAsync("api", command, new InteractionInputCollection([.. inputs]), deadline.Token);
    }
}
