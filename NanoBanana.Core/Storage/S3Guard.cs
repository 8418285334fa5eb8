using Amazon.Runtime;

namespace NanoBanana.Core.Storage;

/// <summary>Gives every use of the network a deadline, and every failure of it one name.</summary>
internal sealed class S3Guard(TimeSpan timeout)
{
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            return await use(deadline.Token);
        }
        catch (Exception failure) when (IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectStoreUnavailableException("The object store did not answer as it should.", failure);
        }
    }

    /// <remarks>The SDK throws <see cref="OperationCanceledException"/> for its own timeouts too.</remarks>
    public static bool IsOutage(Exception failure) =>
        failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;
}
