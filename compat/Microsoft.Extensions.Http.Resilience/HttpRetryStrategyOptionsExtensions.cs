namespace Microsoft.Extensions.Http.Resilience;

public static class HttpRetryStrategyOptionsExtensions
{
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options) =>
        options.DisableFor(HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Post, HttpMethod.Put, HttpMethod.Connect);

    public static void DisableFor(this HttpRetryStrategyOptions options, params HttpMethod[] methods)
    {
        ArgumentNullException.ThrowIfNull(options);
        var shouldHandle = options.ShouldHandle;
        options.ShouldHandle = async arguments =>
            arguments.Context.Properties.TryGetValue(ResilienceHandler.Method, out var method)
            && !methods.Contains(method)
            && await shouldHandle(arguments).ConfigureAwait(arguments.Context.ContinueOnCapturedContext);
    }
}
