using System.Net;
using Microsoft.AspNetCore.SignalR.Client;

namespace NanoBanana.Tests.Compat.SignalR;

public sealed class HubClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_client_calls_and_is_called()
    {
        await using var server = await HubServer.StartAsync();
        await using var one = server.Client();
        await using var two = server.Client();
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        two.On<string>("heard", heard.SetResult);
        await one.StartAsync();
        await two.StartAsync();

        Assert.Equal("hello", await one.InvokeAsync<string>("Echo", "hello"));
        await one.InvokeAsync("TellOthers", "news");
        Assert.Equal("news", await heard.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_stream_larger_than_every_buffer_arrives_whole()
    {
        await using var server = await HubServer.StartAsync();
        await using var client = server.Client();
        await client.StartAsync();

        var count = 0;
        await foreach (var item in client.StreamAsync<string>("Count", 300, 20_000))
        {
            Assert.Equal(new string((char)('a' + count++ % 26), 20_000), item);
        }

        Assert.Equal(300, count);
    }

    [Fact]
    public async Task A_stream_can_be_left_early()
    {
        await using var server = await HubServer.StartAsync();
        await using var client = server.Client();
        await client.StartAsync();

        await foreach (var item in client.StreamAsync<string>("Count", int.MaxValue, 10))
        {
            Assert.Equal(10, item.Length);
            break;
        }

        Assert.Equal("still here", await client.InvokeAsync<string>("Echo", "still here"));
    }

    [Fact]
    public async Task Each_connect_brings_a_fresh_token()
    {
        await using var server = await HubServer.StartAsync();
        var asked = 0;
        await using var client = server.Client(token: () => Task.FromResult<string?>($"token-{Interlocked.Increment(ref asked)}"));
        await client.StartAsync();
        var first = await client.InvokeAsync<string>("Token");
        await client.StopAsync();
        await client.StartAsync();

        Assert.StartsWith("Bearer token-", first, StringComparison.Ordinal);
        Assert.NotEqual(first, await client.InvokeAsync<string>("Token"));
    }

    [Fact]
    public async Task A_refused_token_is_a_401()
    {
        await using var server = await HubServer.StartAsync();
        await using var client = server.Client(token: () => Task.FromResult<string?>("expired"));

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => client.StartAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
    }

    [Fact]
    public async Task Nobody_listening_is_a_failed_request()
    {
        var server = await HubServer.StartAsync();
        await using var client = server.Client();
        await server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => client.StartAsync());
    }

    [Fact]
    public async Task A_server_that_goes_away_is_found_again_when_it_is_back()
    {
        var server = await HubServer.StartAsync();
        await using var client = server.Client();
        var reconnecting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reconnected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Reconnecting += _ => Done(reconnecting);
        client.Reconnected += _ => Done(reconnected);
        await client.StartAsync();
        var url = server.Url;

        await server.DisposeAsync();
        await reconnecting.Task.WaitAsync(Patience);
        await using var next = await HubServer.StartAsync(url: url);
        await reconnected.Task.WaitAsync(Patience);

        Assert.Equal("again", await client.InvokeAsync<string>("Echo", "again"));
    }

    [Fact]
    public async Task A_client_that_the_server_hangs_up_on_is_closed()
    {
        await using var server = await HubServer.StartAsync();
        await using var client = server.Client();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Closed += _ => Done(closed);
        await client.StartAsync();

        await client.SendAsync("HangUp");
        await closed.Task.WaitAsync(Patience);

        await client.StartAsync();
        Assert.Equal("back", await client.InvokeAsync<string>("Echo", "back"));
    }

    [Fact]
    public async Task A_stopped_client_is_closed_without_an_error()
    {
        await using var server = await HubServer.StartAsync();
        await using var client = server.Client();
        var closed = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        await client.StartAsync();

        await client.StopAsync().WaitAsync(Patience);

        Assert.Null(await closed.Task.WaitAsync(Patience));
        Assert.Equal(HubConnectionState.Disconnected, client.State);
    }

    private static Task Done(TaskCompletionSource source)
    {
        source.TrySetResult();
        return Task.CompletedTask;
    }
}
