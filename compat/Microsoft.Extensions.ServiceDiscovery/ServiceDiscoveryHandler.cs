namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Sends a request for a service's name to one of the service's addresses.</summary>
internal sealed class ServiceDiscoveryHandler(ServiceAddresses addresses) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri;
        try
        {
            request.RequestUri = asked is null ? null : addresses.Resolve(asked);
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A retry asks again by name, and may get another address.
            request.RequestUri = asked;
        }
    }
}
