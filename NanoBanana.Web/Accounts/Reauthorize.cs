using System.Net;

namespace NanoBanana.Web.Accounts;

/// <summary>A 401 for a token that should be good means that the device was revoked: the tokens are traded, or the sign-in ends.</summary>
internal sealed class Reauthorize(CurrentTokens tokens, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.Unauthorized && request.Headers.Authorization?.Parameter is { } refused)
        {
            await tokens.ReplaceAsync(refused, cancellationToken);
        }
        return response;
    }
}
