using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Microsoft.AspNetCore.SignalR.Client;

public static class HubConnectionBuilderHttpExtensions
{
    public static IHubConnectionBuilder WithUrl(this IHubConnectionBuilder hubConnectionBuilder, string url) =>
        hubConnectionBuilder.WithUrl(new Uri(url), _ => { });

    public static IHubConnectionBuilder WithUrl(
        this IHubConnectionBuilder hubConnectionBuilder, string url, Action<HttpConnectionOptions> configureHttpConnection) =>
        hubConnectionBuilder.WithUrl(new Uri(url), configureHttpConnection);

    public static IHubConnectionBuilder WithUrl(
        this IHubConnectionBuilder hubConnectionBuilder, string url, HttpTransportType transports) =>
        hubConnectionBuilder.WithUrl(new Uri(url), options => options.Transports = transports);

    public static IHubConnectionBuilder WithUrl(this IHubConnectionBuilder hubConnectionBuilder, Uri url) =>
        hubConnectionBuilder.WithUrl(url, _ => { });

    public static IHubConnectionBuilder WithUrl(
        this IHubConnectionBuilder hubConnectionBuilder, Uri url, HttpTransportType transports) =>
        hubConnectionBuilder.WithUrl(url, options => options.Transports = transports);

    public static IHubConnectionBuilder WithUrl(
        this IHubConnectionBuilder hubConnectionBuilder, Uri url, Action<HttpConnectionOptions> configureHttpConnection)
    {
        ArgumentNullException.ThrowIfNull(hubConnectionBuilder);
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(configureHttpConnection);

        hubConnectionBuilder.Services.Configure<HttpConnectionOptions>(options => options.Url = url);
        hubConnectionBuilder.Services.Configure(configureHttpConnection);
        hubConnectionBuilder.Services.AddSingleton<EndPoint>(services =>
            new UriEndPoint(services.GetRequiredService<IOptions<HttpConnectionOptions>>().Value.Url!));
        hubConnectionBuilder.Services.AddSingleton<IConnectionFactory, WebSocketConnectionFactory>();
        return hubConnectionBuilder;
    }
}
