namespace NanoBanana.Web.Live;

/// <summary>Begins a trace with each call of a circuit to the API, so that it goes on there.</summary>
internal sealed class TracedCalls(HttpMessageHandler next) : DelegatingHandler(next)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var call = LiveTrace.Ask();
        return await base.SendAsync(request, cancellationToken);
    }
}
