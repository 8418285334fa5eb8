using System.Diagnostics;
using System.Net;
using System.Text;

namespace NanoBanana.Web.Forwarding;

/// <summary>Passes one request on to the API and its answer back, as they flow: nothing is buffered, retried or cut off by a deadline.</summary>
internal sealed class Forwarder(ApiAddress api, ILogger<Forwarder> logger) : IDisposable
{
    private const string RetrySeconds = "2";

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

    public async Task SendAsync(HttpContext context, HttpRequestMessage request, string[] answerHeaders, CancellationToken cancellationToken)
    {
        try
        {
            request.Method = context.IsHead() ? HttpMethod.Head : request.Method;
            request.RequestUri = api.At(request.RequestUri!.OriginalString);
            using var answer = await _http.SendAsync(request, cancellationToken);
            context.Response.StatusCode = (int)answer.StatusCode;
            Copy(answer, context.Response, answerHeaders);
            await answer.Content.CopyToAsync(context.Response.Body, cancellationToken);
        }
        catch (HttpRequestException e) when (!context.Response.HasStarted)
        {
            Log.Unreachable(logger, e);
            context.Response.Headers.RetryAfter = RetrySeconds;
            await TypedResults.Problem(statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested && e is OperationCanceledException or IOException or HttpRequestException)
        {
            // The browser went away: nobody is left to answer.
        }
    }

    private static void Copy(HttpResponseMessage answer, HttpResponse response, string[] names)
    {
        foreach (var name in names)
        {
            if (answer.Headers.TryGetValues(name, out var values) || answer.Content.Headers.TryGetValues(name, out values))
            {
                response.Headers[name] = values.ToArray();
            }
        }
    }

    public void Dispose() => _http.Dispose();
}
