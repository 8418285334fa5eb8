using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace NanoBanana.Tests.Compat.AspireHosting;

public class EnvironmentTests
{
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_reference_brings_the_connection_to_redis()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var redis = builder.AddRedis("redis");
        _scratch.AddScript(builder, "client", "redis-cli -p $REDIS_PORT -a $REDIS_PASSWORD --no-auth-warning ping > answer; env > environment")
            .WithReference(redis).WaitFor(redis);
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await FinishedAsync(app, "client");

        Assert.Equal(["PONG"], _scratch.Lines("answer"));
        Assert.Contains($"ConnectionStrings__redis={await app.GetConnectionStringAsync("redis")}", _scratch.Lines("environment"));
    }

    [Fact]
    public async Task Parameters_endpoints_and_ports_are_filled_in()
    {
        using var builder = DistributedApplicationTestingBuilder.Create("--Parameters:greeting=hello");
        var server = _scratch.AddScript(builder, "server", "echo $PORT > port; exec sleep 1000").WithHttpEndpoint(env: "PORT");
        _scratch.AddScript(builder, "client", "env > environment")
            .WithEnvironment("GREETING", builder.AddParameter("greeting"))
            .WithEnvironment("SERVER", server.GetEndpoint("http"))
            .WithEnvironment("BOTH", ReferenceExpression.Create($"<{server.GetEndpoint("http")}>"))
            .WaitFor(server);
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await FinishedAsync(app, "client");

        var url = $"http://localhost:{app.GetEndpoint("server").Port}";
        var environment = _scratch.Lines("environment");
        Assert.Contains("GREETING=hello", environment);
        Assert.Contains($"SERVER={url}", environment);
        Assert.Contains($"BOTH=<{url}>", environment);
    }

    [Fact]
    public async Task A_name_with_dots_reaches_the_program()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("service", "env", _scratch.Directory, "bash", "-c", "env > seen").WithEnvironment("Logging__LogLevel__A.B", "Warning");
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await FinishedAsync(app, "service");

        Assert.Contains("Logging__LogLevel__A.B=Warning", _scratch.Lines("seen"));
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_told_before_anything_starts()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddParameter("greeting");
        _scratch.AddScript(builder, "service", "echo started > started");
        await using var app = await builder.BuildAsync();

        var problem = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync());

        Assert.Contains("Parameters:greeting", problem.Message);
        Assert.Empty(_scratch.Lines("started"));
    }

    private static Task FinishedAsync(DistributedApplication app, string name) =>
        app.ResourceNotifications.WaitForResourceAsync(name, KnownResourceStates.Finished).WaitAsync(TimeSpan.FromSeconds(30));
}
