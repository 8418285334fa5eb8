using System.Net;
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
        catch (AmazonServiceException full) when (MeansFull(full))
        {
            throw new ObjectStoreFullException("The object store has no room, or its quota is used up.", full);
        }
        catch (Exception failure) when (IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectStoreUnavailableException("The object store did not answer as it should.", failure);
        }
    }

    /// <summary>507, and the words of MinIO, Ceph and OSS.</summary>
    private static bool MeansFull(AmazonServiceException failure) => failure.StatusCode == HttpStatusCode.InsufficientStorage
        || failure.ErrorCode is "XMinioStorageFull" or "XMinioAdminBucketQuotaExceeded" or "QuotaExceeded" or "StorageFull";

    /// <remarks>The SDK throws <see cref="OperationCanceledException"/> for its own timeouts too.</remarks>
    public static bool IsOutage(Exception failure) =>
        failure is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
            or OperationCanceledException;
}
