using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Compat.AspireHosting;

public class SupervisionTests
{
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_killed_program_is_started_again()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        _scratch.AddScript(builder, "service", "echo $$ >> started; exec sleep 1000");
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await Eventually.TrueAsync(() => _scratch.Lines("started").Length == 1, "the first start");

        using (var process = Process.GetProcessById(int.Parse(_scratch.Lines("started")[0])))
        {
            process.Kill();
        }

        await Eventually.TrueAsync(() => _scratch.Lines("started").Length == 2, "the second start");
        Assert.NotEqual(_scratch.Lines("started")[0], _scratch.Lines("started")[1]);
    }

    [Fact]
    public async Task A_program_that_never_gets_healthy_is_given_up()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        _scratch.AddScript(builder, "service", "echo try >> started; exit 3")
            .WithHttpEndpoint().WithHttpHealthCheck("/health");
        await using var app = await builder.BuildAsync();
        await app.StartAsync();

        await app.ResourceNotifications.WaitForResourceAsync("service", KnownResourceStates.FailedToStart)
            .WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(5, _scratch.Lines("started").Length);
    }

    [Fact]
    public async Task Children_and_their_children_end_with_the_application()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        _scratch.AddScript(builder, "service", "sleep 1000 & echo $! >> started; echo $$ >> started; wait");
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await Eventually.TrueAsync(() => _scratch.Lines("started").Length == 2, "both processes");

        await app.StopAsync();

        await Eventually.TrueAsync(() => !_scratch.Lines("started").Any(IsAlive), "both processes to be gone");
    }

    [Fact]
    public async Task What_depends_on_others_is_stopped_before_them()
    {
        const string Script = "trap 'echo NAME >> stopped; exit 0' TERM; echo NAME >> started; while :; do sleep 0.05; done";
        using var builder = DistributedApplicationTestingBuilder.Create();
        var first = _scratch.AddScript(builder, "first", Script.Replace("NAME", "first"));
        _scratch.AddScript(builder, "second", Script.Replace("NAME", "second")).WaitFor(first);
        await using var app = await builder.BuildAsync();
        await app.StartAsync();
        await Eventually.TrueAsync(() => _scratch.Lines("started").Length == 2, "both programs");

        await app.StopAsync();

        Assert.Equal(["second", "first"], _scratch.Lines("stopped"));
    }

    private static bool IsAlive(string processId) => Directory.Exists($"/proc/{processId}");
}
