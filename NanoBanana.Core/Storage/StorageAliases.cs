using Microsoft.Extensions.Configuration;

namespace NanoBanana.Core.Storage;

/// <summary>Flat names, mostly those of the providers' own tools; each counts only where the key it stands for is not set.</summary>
internal static class StorageAliases
{
    public static void Apply(StorageOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        options.Type = Choose(nameof(options.Type), "STORAGE_TYPE") ?? options.Type;

        var aliyun = options.Type == StorageOptions.Aliyun;
        options.AccessKey = Choose(nameof(options.AccessKey), aliyun ? "ALIYUN_ACCESS_KEY_ID" : "AWS_ACCESS_KEY_ID");
        options.SecretKey = Choose(nameof(options.SecretKey), aliyun ? "ALIYUN_ACCESS_KEY_SECRET" : "AWS_SECRET_ACCESS_KEY");
        options.Region = Choose(nameof(options.Region), aliyun ? "ALIYUN_REGION" : "AWS_REGION");
        options.Bucket = Choose(nameof(options.Bucket), aliyun ? "ALIYUN_BUCKET" : "AWS_S3_BUCKET");

        string? Choose(string key, string alias) =>
            section[key] is { Length: > 0 } chosen ? chosen : configuration[alias] is { Length: > 0 } flat ? flat : null;
    }
}
