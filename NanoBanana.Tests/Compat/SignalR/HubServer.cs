using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace NanoBanana.Tests.Compat.SignalR;

/// <summary>A server with <see cref="TestHub"/> on a port of its own, which a client calls user by its <c>user</c> query.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HubServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public IHubContext<TestHub> Hub => _app.Services.GetRequiredService<IHubContext<TestHub>>();

    public static async Task<HubServer> StartAsync(Action<ISignalRServerBuilder>? configure = null, Uri? url = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url?.ToString() ?? "http://127.0.0.1:0");
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.Zero);
        builder.Services.AddSingleton<IUserIdProvider, QueryUser>();
        var signalR = builder.Services.AddSignalR();
        configure?.Invoke(signalR);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers.Authorization == "Bearer expired")
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }

            return next(context);
        });
        app.MapHub<TestHub>("/hub");
        await app.StartAsync();
        return new HubServer(app);
    }

    public HubConnection Client(string? user = null, Func<Task<string?>>? token = null) => new HubConnectionBuilder()
        .WithUrl(new Uri(Url, $"/hub?user={user}"), options =>
        {
            options.AccessTokenProvider = token;
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
        })
        .WithAutomaticReconnect(new Often())
        .Build();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private sealed class QueryUser : IUserIdProvider
    {
        public string? GetUserId(HubConnectionContext connection) => connection.GetHttpContext()!.Request.Query["user"];
    }

    private sealed class Often : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => TimeSpan.FromMilliseconds(50);
    }
}
