using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Storage;

/// <summary>Which object store, and how to reach it: the configuration section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary><c>local</c>, <c>aws</c> (or anything that speaks its protocol) or <c>aliyun</c>.</summary>
    [AllowedValues("local", "aws", "aliyun", ErrorMessage = "Set Storage:Type (or STORAGE_TYPE) to local, aws or aliyun.")]
    public string Type { get; set; } = "local";

    /// <summary>The folder of the local store; relative to the working directory unless rooted.</summary>
    [Required(ErrorMessage = "Set Storage:Directory to the folder that holds the objects.")]
    public string Directory { get; set; } = ".data/objects";

    public string? Bucket { get; set; }

    /// <summary>A folder inside the bucket, without slashes at its ends.</summary>
    public string? Prefix { get; set; }

    public string? Region { get; set; }

    /// <summary>Where the S3 protocol is spoken, when it is not AWS itself or Aliyun's public endpoint of the region.</summary>
    [Url(ErrorMessage = "Set Storage:ServiceUrl to an absolute http or https address, or leave it out.")]
    public string? ServiceUrl { get; set; }

    /// <summary>The bucket in the path instead of the host name: MinIO, Ceph, Swift. Aliyun refuses it.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>Without a pair of keys the SDK looks where it always does: environment, profile, role of the machine.</summary>
    public string? AccessKey { get; set; }

    public string? SecretKey { get; set; }

    /// <summary>How long one request may take before it counts as failed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Set Storage:Timeout between 1 second and 10 minutes.")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
