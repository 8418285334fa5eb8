using System.Net;
using Amazon.S3;
using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

/// <summary>What S3 services say when a bucket or its disks are full is not taken for an outage, and the other way round.</summary>
[Trait("Kind", "Unit")]
public sealed class FullBucketTests
{
    [Theory]
    [InlineData("XMinioStorageFull", HttpStatusCode.InsufficientStorage)]
    [InlineData("XMinioAdminBucketQuotaExceeded", HttpStatusCode.BadRequest)]
    [InlineData("QuotaExceeded", HttpStatusCode.Forbidden)]
    [InlineData("AnythingElse", HttpStatusCode.InsufficientStorage)]
    public async Task A_full_store_is_full(string code, HttpStatusCode status) =>
        await Assert.ThrowsAsync<ObjectStoreFullException>(() => RefuseAsync(code, status));

    [Theory]
    [InlineData("AccessDenied", HttpStatusCode.Forbidden)]
    [InlineData("SlowDown", HttpStatusCode.ServiceUnavailable)]
    [InlineData("InternalError", HttpStatusCode.InternalServerError)]
    public async Task Another_refusal_is_an_outage(string code, HttpStatusCode status) =>
        await Assert.ThrowsAsync<ObjectStoreUnavailableException>(() => RefuseAsync(code, status));

    private static Task<int> RefuseAsync(string code, HttpStatusCode status) => new S3Guard(TimeSpan.FromSeconds(5)).RunAsync<int>(
        _ => throw new AmazonS3Exception("No.", Amazon.Runtime.ErrorType.Receiver, code, "request", status), CancellationToken.None);
}
