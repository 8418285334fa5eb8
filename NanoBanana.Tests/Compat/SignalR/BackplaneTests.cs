using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.StackExchangeRedis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Compat.SignalR;

/// <summary>Two servers that know each other only through Redis: what one sends, the clients of the other hear.</summary>
public sealed class BackplaneTests : IAsyncLifetime
{
    private readonly List<HubConnection> _clients = [];
    private RedisServer _redis = null!;
    private ServiceProvider _services = null!;
    private HubServer _here = null!;
    private HubServer _there = null!;

    public async Task InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:redis", _redis.ConnectionString)]);
        builder.AddRedisClient("redis");
        _services = builder.Services.BuildServiceProvider();
        _here = await HubServer.StartAsync(signalR => signalR.AddStackExchangeRedis(_redis.ConnectionString));

        // As the product does it: the connection that everything else uses.
        _there = await HubServer.StartAsync(signalR =>
        {
            signalR.AddStackExchangeRedis();
            signalR.Services.AddSingleton(_services.GetRequiredService<IConnectionMultiplexer>());
            signalR.Services.AddOptions<RedisOptions>()
                .Configure<IConnectionMultiplexer>((options, redis) => options.ConnectionFactory = _ => Task.FromResult(redis));
        });
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await _here.DisposeAsync();
        await _there.DisposeAsync();
        await _services.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task All_hear_except_those_excluded()
    {
        var one = await ConnectAsync(_here);
        var two = await ConnectAsync(_there);

        await _here.Hub.Clients.AllExcept([one.Id]).SendAsync("heard", "not one");
        await _there.Hub.Clients.All.SendAsync("heard", "all");

        await HasHeardAsync(two.Heard, "not one", "all");
        await HasHeardAsync(one.Heard, "all");
    }

    [Fact]
    public async Task A_hub_tells_the_others_on_every_server()
    {
        var one = await ConnectAsync(_here);
        var two = await ConnectAsync(_there);

        await one.Client.InvokeAsync("TellOthers", "from one");
        await _here.Hub.Clients.All.SendAsync("heard", "end");

        await HasHeardAsync(two.Heard, "from one", "end");
        await HasHeardAsync(one.Heard, "end");
    }

    [Fact]
    public async Task A_group_has_members_on_every_server()
    {
        var one = await ConnectAsync(_here);
        var two = await ConnectAsync(_there);
        var three = await ConnectAsync(_there);
        await one.Client.InvokeAsync("Join", "g");
        await two.Client.InvokeAsync("Join", "g");

        await _here.Hub.Clients.Group("g").SendAsync("heard", "group");
        await _there.Hub.Clients.GroupExcept("g", [two.Id]).SendAsync("heard", "not two");
        await _here.Hub.Clients.All.SendAsync("heard", "end");

        await HasHeardAsync(one.Heard, "group", "not two", "end");
        await HasHeardAsync(two.Heard, "group", "end");
        await HasHeardAsync(three.Heard, "end");
    }

    [Fact]
    public async Task A_server_puts_a_client_of_another_into_a_group_and_takes_it_out()
    {
        var two = await ConnectAsync(_there);

        await _here.Hub.Groups.AddToGroupAsync(two.Id, "g");
        await _here.Hub.Clients.Group("g").SendAsync("heard", "in");
        await HasHeardAsync(two.Heard, "in");
        await _here.Hub.Groups.RemoveFromGroupAsync(two.Id, "g");
        await _here.Hub.Clients.Group("g").SendAsync("heard", "out");
        await _here.Hub.Clients.All.SendAsync("heard", "end");

        await HasHeardAsync(two.Heard, "in", "end");
        await _here.Hub.Groups.AddToGroupAsync("nobody", "g");
    }

    [Fact]
    public async Task A_user_hears_on_all_devices_and_one_connection_alone()
    {
        var phone = await ConnectAsync(_here, "ann");
        var laptop = await ConnectAsync(_there, "ann");
        var stranger = await ConnectAsync(_there, "bob");

        await _here.Hub.Clients.User("ann").SendAsync("heard", "for ann");
        await HasHeardAsync(laptop.Heard, "for ann");
        await _here.Hub.Clients.Client(laptop.Id).SendAsync("heard", "for the laptop");
        await HasHeardAsync(laptop.Heard, "for ann", "for the laptop");
        await _there.Hub.Clients.Users(["ann", "bob"]).SendAsync("heard", "for both");

        await HasHeardAsync(laptop.Heard, "for ann", "for the laptop", "for both");
        await HasHeardAsync(phone.Heard, "for ann", "for both");
        await HasHeardAsync(stranger.Heard, "for both");
    }

    [Fact]
    public async Task Messages_keep_their_order()
    {
        var listener = await ConnectAsync(_there);

        for (var i = 0; i < 500; i++)
        {
            await _here.Hub.Clients.All.SendAsync("heard", i.ToString());
        }

        await HasHeardAsync(listener.Heard, [.. Enumerable.Range(0, 500).Select(i => i.ToString())]);
    }

    [Fact]
    public async Task A_hub_that_works_after_sending_holds_nobody_up()
    {
        var one = await ConnectAsync(_there);
        var two = await ConnectAsync(_there);
        TestHub.Answered.Reset();

        var busy = one.Client.InvokeAsync<bool>("TellOthersAndWait", "first");
        await HasHeardAsync(two.Heard, "first");
        await _here.Hub.Clients.All.SendAsync("heard", "second");
        await HasHeardAsync(two.Heard, "first", "second");
        TestHub.Answered.Set();

        Assert.True(await busy);
    }

    [Fact]
    public async Task It_goes_on_after_Redis_was_killed()
    {
        var one = await ConnectAsync(_here);
        var two = await ConnectAsync(_there);
        await two.Client.InvokeAsync("Join", "g");

        _redis.Kill();
        await Eventually.TrueAsync(async () => !await TrySendAsync(_here, "lost"), "the loss to be seen");
        await _redis.RestartAsync();

        await Eventually.TrueAsync(
            async () => await TrySendAsync(_here, "found") && two.Heard.Contains("found"), "a message to the group after the restart");
        Assert.Equal(HubConnectionState.Connected, one.Client.State);
        Assert.Equal(HubConnectionState.Connected, two.Client.State);
    }

    [Fact]
    public async Task Redis_may_start_after_the_servers()
    {
        await _redis.StopAsync();
        await using var late = await HubServer.StartAsync(signalR => signalR.AddStackExchangeRedis(_redis.ConnectionString));
        Assert.False(await TrySendAsync(late, "lost"));

        await _redis.RestartAsync();

        await Eventually.TrueAsync(() => TrySendAsync(late, "nobody hears this"), "the new server to reach Redis");
        await Eventually.TrueAsync(() => TrySendAsync(_there, "nor this"), "the other server to reach Redis");
        var listener = await ConnectAsync(late);
        await listener.Client.InvokeAsync("Join", "g");
        await Eventually.TrueAsync(
            async () => await TrySendAsync(_there, "found") && listener.Heard.Contains("found"), "a message from the other server");
    }

    private static async Task<bool> TrySendAsync(HubServer server, string text)
    {
        try
        {
            await server.Hub.Clients.Group("g").SendAsync("heard", text);
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return false;
        }
    }

    private async Task<Listener> ConnectAsync(HubServer server, string? user = null)
    {
        var client = server.Client(user);
        _clients.Add(client);
        var heard = new ConcurrentQueue<string>();
        client.On<string>("heard", heard.Enqueue);
        await client.StartAsync();

        // An answer to a call means that the server is done with taking the client in.
        return new Listener(client, await client.InvokeAsync<string>("Id"), heard);
    }

    private static async Task HasHeardAsync(ConcurrentQueue<string> heard, params string[] expected)
    {
        await Eventually.TrueAsync(() => heard.Count >= expected.Length, $"{expected.Length} messages");
        Assert.Equal(expected, heard);
    }

    private sealed record Listener(HubConnection Client, string Id, ConcurrentQueue<string> Heard);
}
