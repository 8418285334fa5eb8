using NanoBanana.Contracts.Client;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Web.Accounts;

/// <summary>The API as nobody in particular, for pages that anybody may read.</summary>
public sealed class AnonymousClient
{
    internal AnonymousClient(IHttpClientFactory clients, IHttpContextAccessor reader)
    {
        var http = clients.CreateClient("api");
        http.BaseAddress = new(ApiAddress.ServiceDiscovery);
        // Without an account the API counts by address, and not by the one of this server.
        if (reader.HttpContext?.Connection.RemoteIpAddress?.ToString() is { } address)
        {
            http.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", address);
        }
        Client = new(http, _ => ValueTask.FromResult<string?>(null));
    }

    public NanoBananaClient Client { get; }
}
