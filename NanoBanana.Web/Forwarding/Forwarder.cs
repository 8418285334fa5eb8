using System.Diagnostics;
using System.Net;
using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace NanoBanana.Web.Forwarding;

/// <summary>
/// Passes one request on to the API and its answer back, as they flow: nothing is buffered, retried or cut off by a deadline.
/// </summary>
internal sealed class Forwarder(ApiAddress api, IHttpForwarder forwarder, ILogger<Forwarder> logger) : IDisposable
{
    private const string RetrySeconds = "2";

    private static readonly ForwarderRequestConfig Config = new()
    {
        Version = HttpVersion.Version11,
        ActivityTimeout = Timeout.InfiniteTimeSpan,
    };

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = DistributedContextPropagator.Current,
        // What the browser sent in any letters; the API reads headers as UTF-8 and judges them.
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    public async Task SendAsync(HttpContext context, ForwardedRequest request)
    {
        var transformer = new AllowedHeaders(api.At(request.Path), request);
        var error = await forwarder.SendAsync(context, api.Root.AbsoluteUri, _http, Config, transformer);
        if (error is ForwarderError.None || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        Log.Failed(logger, error, context.Features.Get<IForwarderErrorFeature>()?.Exception);
        if (!context.Response.HasStarted)
        {
            await AnswerAsync(context, error);
        }
    }

    /// <summary>A body that breaks the rules of HTTP is the browser's own failure; everything else may work in a moment.</summary>
    private static Task AnswerAsync(HttpContext context, ForwarderError error)
    {
        if (error is ForwarderError.RequestBodyClient)
        {
            return TypedResults.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context);
        }
        context.Response.Headers.RetryAfter = RetrySeconds;
        return TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    public void Dispose() => _http.Dispose();
}
