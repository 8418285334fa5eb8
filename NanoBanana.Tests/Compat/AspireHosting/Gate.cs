using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Compat.AspireHosting;

/// <summary>A health endpoint that says no until the test opens it.</summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private Gate(WebApplication app) => _app = app;

    public int Port { get; private init; }

    public bool IsOpen { get; set; }

    public int Asked => Volatile.Read(ref _asked);

    public static async Task<Gate> StartAsync()
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://localhost:{port}");
        var gate = new Gate(builder.Build()) { Port = port };
        gate._app.MapGet("/health", gate.Answer);
        await gate._app.StartAsync();
        return gate;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Answer()
    {
        Interlocked.Increment(ref _asked);
        return IsOpen ? Results.Ok() : Results.StatusCode(503);
    }
}
