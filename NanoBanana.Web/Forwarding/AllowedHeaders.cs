using System.Net.Http.Headers;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace NanoBanana.Web.Forwarding;

/// <summary>Lets only the named headers pass, in either direction, and puts the token in the cookie's place.</summary>
internal sealed class AllowedHeaders(Uri address, ForwardedRequest request) : HttpTransformer
{
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = address;
        proxyRequest.Method = httpContext.IsHead() ? HttpMethod.Head : proxyRequest.Method;
        var headers = httpContext.Request.Headers;
        foreach (var name in request.Sent.Where(headers.ContainsKey))
        {
            proxyRequest.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)headers[name]);
        }
        if (proxyRequest.Content is { Headers: var content })
        {
            content.TryAddWithoutValidation(HeaderNames.ContentType, httpContext.Request.ContentType);
            content.ContentLength = httpContext.Request.ContentLength;
        }
        if (request.Token is not null)
        {
            proxyRequest.Headers.Authorization = new AuthenticationHeaderValue("Bearer", request.Token);
        }
        if (request.ForAddress)
        {
            proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", httpContext.Connection.RemoteIpAddress?.ToString());
        }
        return default;
    }

    public override ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        foreach (var name in proxyResponse is null ? [] : request.Answered)
        {
            if (proxyResponse!.Headers.TryGetValues(name, out var values) || proxyResponse.Content.Headers.TryGetValues(name, out values))
            {
                httpContext.Response.Headers[name] = values.ToArray();
            }
        }
        return new(proxyResponse is not null);
    }

    public override ValueTask TransformResponseTrailersAsync(
        HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => default;
}
