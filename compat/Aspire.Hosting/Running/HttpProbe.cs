using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

internal sealed class HttpProbe(IResource resource, string path, int statusCode, string? endpointName) : IHealthProbe
{
    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    public async Task<bool> IsHealthyAsync(int replica, CancellationToken cancellationToken)
    {
        var endpoint = resource.Endpoints().First(e => endpointName is null ? e.UriScheme is "http" : e.Name == endpointName);
        var address = new Uri($"{endpoint.UriScheme}://localhost:{endpoint.ReplicaPorts[replica]}{path}");
        try
        {
            using var response = await Client.GetAsync(address, cancellationToken);
            return (int)response.StatusCode == statusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
