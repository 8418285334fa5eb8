using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Compat.AspireHosting;

public class WaitingTests
{
    private readonly Scratch _scratch = new();

    [Fact]
    public async Task A_resource_starts_when_what_it_waits_for_is_healthy()
    {
        await using var gate = await Gate.StartAsync();
        using var builder = DistributedApplicationTestingBuilder.Create();
        var first = _scratch.AddScript(builder, "first", "exec sleep 1000")
            .WithHttpEndpoint(targetPort: gate.Port).WithHttpHealthCheck("/health");
        _scratch.AddScript(builder, "second", "echo started > second").WaitFor(first);
        await using var app = await builder.BuildAsync();
        await app.StartAsync();

        await Eventually.TrueAsync(() => gate.Asked > 2, "the health of the first to be asked for");
        Assert.Empty(_scratch.Lines("second"));
        gate.IsOpen = true;

        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Finished).WaitAsync(Patience);
        Assert.Equal(["started"], _scratch.Lines("second"));
    }

    [Fact]
    public async Task A_resource_starts_when_what_it_waits_for_has_finished()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var first = _scratch.AddScript(builder, "first", "while [ ! -e go ]; do sleep 0.05; done; echo first >> order");
        _scratch.AddScript(builder, "second", "echo second >> order").WaitForCompletion(first);
        await using var app = await builder.BuildAsync();
        await app.StartAsync();

        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Waiting).WaitAsync(Patience);
        await File.WriteAllTextAsync(Path.Combine(_scratch.Directory, "go"), "");

        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.Finished).WaitAsync(Patience);
        Assert.Equal(["first", "second"], _scratch.Lines("order"));
    }

    [Fact]
    public async Task What_waits_for_a_resource_that_cannot_start_does_not_start()
    {
        using var builder = DistributedApplicationTestingBuilder.Create();
        var first = builder.AddExecutable("first", "no-such-program", _scratch.Directory);
        _scratch.AddScript(builder, "second", "echo started > second").WaitFor(first);
        await using var app = await builder.BuildAsync();
        await app.StartAsync();

        await app.ResourceNotifications.WaitForResourceAsync("second", KnownResourceStates.FailedToStart).WaitAsync(Patience);
        await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.ResourceNotifications.WaitForResourceHealthyAsync("first").WaitAsync(Patience));
        Assert.Empty(_scratch.Lines("second"));
    }

    private static TimeSpan Patience => TimeSpan.FromSeconds(30);
}
