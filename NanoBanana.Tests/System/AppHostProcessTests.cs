using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.AppHosts;

public sealed class AppHostProcessTests
{
    [Fact]
    public async Task Says_where_everything_is_and_little_else_and_ends_in_silence_when_it_is_asked_to()
    {
        using var appHost = AppHostProcess.Start();

        var ready = await appHost.ReadyAsync();

        const string Address = @"http://localhost:\d+";
        Assert.Matches($@"^Ready: web {Address} api {Address} worker {Address} dashboard {Address}/login\?t=\w+ ", ready);
        var said = appHost.Output;
        Assert.InRange(said.Split('\n').Length, 1, 5);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        using var http = new HttpClient();
        using var dashboard = await http.GetAsync(ready.Split(' ')[8]);
        Assert.Equal(HttpStatusCode.OK, dashboard.StatusCode);

        await appHost.StopAsync();

        await appHost.GoneAsync();
        Assert.Equal(said, appHost.Output);
    }

    [Fact]
    public async Task No_child_survives_a_killed_apphost()
    {
        using var appHost = AppHostProcess.Start();
        await appHost.ReadyAsync();
        Assert.True(appHost.Processes.Length > 5);

        appHost.Kill();

        await appHost.GoneAsync();
    }

    [Fact]
    public async Task No_child_survives_a_killed_caller()
    {
        using var caller = ChildProcess.Start(new ProcessStartInfo("sleep", ["600"]));
        using var appHost = AppHostProcess.Start(("ASPIRE_CLI_PID", $"{caller.Id}"));
        await appHost.ReadyAsync();

        caller.Kill();

        await appHost.EndAsync();
        await appHost.GoneAsync();
    }

    [Theory]
    [InlineData("dcp\0run-controllers")]
    [InlineData("dcp\0start-apiserver")]
    public async Task No_service_survives_a_killed_orchestrator(string command)
    {
        using var appHost = AppHostProcess.Start();
        await appHost.ReadyAsync();
        _ = appHost.ProcessOf("--tls-cert-file"); // it makes no key of its own, which takes seconds

        using (var orchestrator = Process.GetProcessById(appHost.ProcessOf(command)))
        {
            orchestrator.Kill();
        }

        await appHost.EndAsync();
        Assert.Equal(1, appHost.ExitCode);
        Assert.Contains("The orchestrator of Aspire (dcp) has ended unexpectedly", appHost.Output, StringComparison.Ordinal);
        await appHost.GoneAsync();
    }

    [Fact]
    public async Task Replicas_of_every_service_stand_behind_one_address()
    {
        using var appHost = AppHostProcess.Start(("API_REPLICAS", "2"), ("WORKER_REPLICAS", "2"), ("WEB_REPLICAS", "2"));
        var ready = await appHost.ReadyAsync();

        Assert.All(["Api", "Worker", "Web"], name => Assert.Equal(2, appHost.CountOf($"NanoBanana.{name}.dll")));
        using var http = new HttpClient();
        foreach (var address in new[] { ready.Split(' ')[2], ready.Split(' ')[4], ready.Split(' ')[6] })
        {
            using var answer = await http.GetAsync($"{address}/health");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("PORT")]
    [InlineData("WEB_PORT")]
    [InlineData("WORKER_PORT")]
    [InlineData("DASHBOARD_PORT")]
    [InlineData("REDIS_PORT")]
    public async Task A_taken_port_is_named_with_the_setting_that_moves_it(string setting)
    {
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await RefusesAsync($"Port {port}, ", $"set {setting} to", (setting, $"{port}"));
    }

    [Theory]
    [InlineData("STORAGE_TYPE", "foo", "set it to local, aws or aliyun")]
    [InlineData("REDIS_MODE", "foo", "set it to auto, external, container or local")]
    [InlineData("REDIS_MODE", "external", "set REDIS_HOST")]
    [InlineData("REDIS_MAXMEMORY", "much", "set it to a size such as 512mb")]
    [InlineData("PORT", "http", "set it to a number from 1 to 65535")]
    [InlineData("API_REPLICAS", "0", "set it to a number from 1 to 100")]
    [InlineData("DATA_DIR", "/dev/null/data", "Set DATA_DIR to a folder of your own")]
    public Task A_bad_setting_is_refused_with_a_sentence(string setting, string value, string sentence) =>
        RefusesAsync(setting, sentence, (setting, value));

    [Fact]
    public Task A_service_that_refuses_its_settings_ends_the_run_with_its_sentence() =>
        RefusesAsync("TRUSTED_PROXIES to addresses and networks", "correct that and start again", ("TRUSTED_PROXIES", "nonsense"));

    [Fact]
    public async Task A_machine_without_redis_and_containers_is_told_what_to_install()
    {
        using var path = new ProgramFolder("dotnet", "sh");

        await RefusesAsync("Redis is missing: install it", "apt-get install redis-server", ("REDIS_MODE", "auto"), ("PATH", path.Name));
    }

    [Fact]
    public async Task A_container_engine_that_hangs_is_given_up()
    {
        using var path = new ProgramFolder("dotnet", "sh", "sleep");
        path.Add("docker", "#!/bin/sh\nexec sleep 600\n");

        await RefusesAsync("Redis is missing", "Docker", ("REDIS_MODE", "auto"), ("PATH", path.Name));
    }

    private static async Task RefusesAsync(string part, string otherPart, params (string Name, string? Value)[] settings)
    {
        using var appHost = AppHostProcess.Start(settings);

        await appHost.EndAsync();

        Assert.Equal(1, appHost.ExitCode);
        Assert.Contains(part, appHost.Output, StringComparison.Ordinal);
        Assert.Contains(otherPart, appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        await appHost.GoneAsync();
    }
}
