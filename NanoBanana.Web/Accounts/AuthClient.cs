using System.Text;
using NanoBanana.Contracts.Client;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Accounts;

/// <summary>
/// Signs in, registers and refreshes. These calls are never repeated by a resilience handler: each may spend a refresh token or
/// count as a failed attempt. They carry the browser's address and name, which the API shows in its list of devices.
/// </summary>
internal sealed class AuthClient(ApiAddress api, IHttpContextAccessor browser) : IDisposable
{
    private readonly HttpClient _http = new(new BrowserHeaders(browser)) { BaseAddress = api.Root };

    public NanoBananaClient Client => As(null);

    /// <summary>The same in somebody's name.</summary>
    public NanoBananaClient As(string? accessToken) => new(_http, _ => ValueTask.FromResult(accessToken));

    public void Dispose() => _http.Dispose();

    private sealed class BrowserHeaders(IHttpContextAccessor browser) : DelegatingHandler(
        new SocketsHttpHandler
        {
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            // A browser may name itself in any letters; the API reads headers as UTF-8.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (browser.HttpContext is { } context)
            {
                request.Headers.TryAddWithoutValidation("User-Agent", (string?)context.Request.Headers.UserAgent);
                request.Headers.TryAddWithoutValidation("X-Forwarded-For", context.Connection.RemoteIpAddress?.ToString());
            }
            return base.SendAsync(request, cancellationToken);
        }
    }
}
