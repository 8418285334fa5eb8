using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace NanoBanana.Core.Storage;

/// <summary>Objects in one bucket of AWS S3, Aliyun OSS or any server that speaks S3.</summary>
internal sealed class S3ObjectStore(IAmazonS3 client, StorageOptions options) : IObjectStore, IDisposable
{
    private const string ProbeKey = "health/probe";

    private readonly S3Guard _guard = new(options.Timeout);

    public Task PutAsync(string key, Stream content, string contentType, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest
        {
            BucketName = options.Bucket,
            Key = FullKey(key),
            InputStream = content,
            ContentType = contentType,
            AutoCloseStream = false,
            AutoResetStreamPosition = false,
            // Framed bodies are refused by Aliyun and others, and stored as they are by some.
            UseChunkEncoding = false,
        };
        return _guard.RunAsync(token => client.PutObjectAsync(request, token), cancellationToken);
    }

    public Task<StagedObject> StageAsync() => FileFailures.GuardAsync(() => Task.FromResult<StagedObject>(new SpooledObject(this)));

    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) =>
        await HeadAsync(FullKey(key), cancellationToken) is not null;

    public async Task<Stream?> OpenAsync(string key, CancellationToken cancellationToken)
    {
        var full = FullKey(key);
        return await HeadAsync(full, cancellationToken) is { } head
            ? new S3ReadStream(client, _guard, options.Bucket!, full, head.ETag, head.ContentLength)
            : null;
    }

    public Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        var full = FullKey(key);
        return _guard.RunAsync(async token =>
        {
            try
            {
                await client.DeleteObjectAsync(options.Bucket, full, token);
            }
            catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode != "NoSuchBucket")
            {
                // Some servers say so; S3 itself does not.
            }

            return true;
        }, cancellationToken);
    }

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var probe = new MemoryStream([1]);
        await PutAsync(ProbeKey, probe, "application/octet-stream", cancellationToken);
    }

    /// <summary>A bucket says it only when something is put there.</summary>
    public bool IsFull => false;

    public void Dispose() => client.Dispose();

    private Task<GetObjectMetadataResponse?> HeadAsync(string fullKey, CancellationToken cancellationToken) =>
        _guard.RunAsync(async token =>
        {
            try
            {
                return await client.GetObjectMetadataAsync(options.Bucket, fullKey, token);
            }
            catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }
        }, cancellationToken);

    private string FullKey(string key)
    {
        ObjectKey.ThrowIfInvalid(key);
        return options.Prefix is { Length: > 0 } prefix ? $"{prefix}/{key}" : key;
    }
}
