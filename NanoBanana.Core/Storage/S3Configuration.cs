using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace NanoBanana.Core.Storage;

/// <summary>One way to speak S3 that AWS, Aliyun and the smaller servers all accept.</summary>
internal static class S3Configuration
{
    // Where a server of one's own is not asked for a region, this is the one it signs with.
    private const string DefaultRegion = "us-east-1";

    public static IAmazonS3 CreateClient(StorageOptions options) => CreateClient(options, Create(options));

    public static IAmazonS3 CreateClient(StorageOptions options, AmazonS3Config config) => options.AccessKey is { Length: > 0 } key
        ? new AmazonS3Client(new BasicAWSCredentials(key, options.SecretKey), config)
        : new AmazonS3Client(config);

    public static AmazonS3Config Create(StorageOptions options)
    {
        var config = new AmazonS3Config
        {
            Timeout = options.Timeout,
            MaxErrorRetry = 2,
        };
        if (ServiceUrl(options) is not { } url)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
            return config;
        }

        config.ServiceURL = url;
        config.AuthenticationRegion = Region(options);
        config.ForcePathStyle = options.ForcePathStyle;
        // Only AWS itself knows the checksums that the SDK would add.
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }

    private static string? ServiceUrl(StorageOptions options) =>
        options.ServiceUrl is { Length: > 0 } url ? url
        : options.Type == StorageOptions.Aliyun ? $"https://s3.oss-{Region(options)}.aliyuncs.com"
        : null;

    /// <summary>Aliyun's own tools write <c>oss-cn-hangzhou</c> where the protocol wants <c>cn-hangzhou</c>.</summary>
    private static string Region(StorageOptions options) => options.Region switch
    {
        null or "" => DefaultRegion,
        var region when options.Type == StorageOptions.Aliyun && region.StartsWith("oss-", StringComparison.Ordinal) => region[4..],
        var region => region,
    };
}
