using System.ClientModel;

namespace NanoBanana.Core.Engines.Remote;

/// <summary>One call to a provider: ended in time, and its failures told apart by whether it may have been charged.</summary>
internal static class RemoteCall
{
    /// <exception cref="EngineException">There was no answer.</exception>
    public static async Task<T> RunAsync<T>(
        RemoteProblems problems, TimeSpan timeout, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return await call(deadline.Token);
        }
        catch (Exception exception) when (exception is not EngineException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Explain(exception, problems, late: deadline.IsCancellationRequested) ?? exception;
        }
    }

    /// <summary>Reads a body, up to a cap.</summary>
    public static async Task<byte[]> ReadAsync(Stream body, int cap, RemoteProblems problems, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var length)
        {
            if (all.Length + length > cap)
            {
                throw problems.Nonsense($"it is longer than {cap >> 20} MiB");
            }

            all.Write(buffer, 0, length);
        }

        return all.ToArray();
    }

    private static EngineException? Explain(Exception exception, RemoteProblems problems, bool late) => exception switch
    {
        // The SDK of OpenAI wraps what its transport throws.
        ClientResultException { InnerException: { } inner } => Explain(inner, problems, late),
        _ when late => problems.TimedOut(exception),
        // Nothing of the request was sent: the connection was never there.
        OperationCanceledException { InnerException: TimeoutException } => problems.Unreachable(exception),
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
        } => problems.Unreachable(exception),
        HttpRequestException or IOException => problems.Lost(exception),
        _ => null,
    };
}
