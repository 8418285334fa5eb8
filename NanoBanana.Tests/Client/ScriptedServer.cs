using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;

namespace NanoBanana.Tests.Client;

/// <summary>A server that misbehaves as a test tells it to.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public Uri HubAddress => new(Address, Routes.Hub);

    /// <param name="follow">What each subscription gives, by its number (0, 1 …) and position.</param>
    /// <param name="answer">What every other request gets.</param>
    public static async Task<ScriptedServer> StartAsync(
        Func<int, long, IAsyncEnumerable<SessionEvent>>? follow = null, RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR().AddJsonProtocol(
            json => json.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ContractJson.Default));
        builder.Services.AddSingleton(new Script(follow ?? ((_, _) => AsyncEnumerable.Empty<SessionEvent>())));
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.UseWebSockets();
        app.MapHub<ScriptedHub>(Routes.Hub);
        app.MapFallback(answer ?? (_ => Task.CompletedTask));
        await app.StartAsync();
        return new(app);
    }

    public static SessionEvent Event(long seq, string type = EventTypes.MessageCreated) =>
        new(seq, type, new("session"), DateTimeOffset.UnixEpoch, null, JsonElement.Parse("{}"));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    internal sealed record Script(Func<int, long, IAsyncEnumerable<SessionEvent>> Follow)
    {
        private int _subscriptions = -1;

        public int Next() => Interlocked.Increment(ref _subscriptions);
    }

    internal sealed class ScriptedHub(Script script) : Hub
    {
        public IAsyncEnumerable<SessionEvent> Follow(SessionId sessionId, long after) => script.Follow(script.Next(), after);
    }
}
