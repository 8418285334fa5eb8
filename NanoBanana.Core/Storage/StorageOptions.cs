using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Storage;

/// <summary>Which object store, and how to reach it: the configuration section <c>Storage</c>.</summary>
internal sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Storage";
    public const string Local = "local";
    public const string Aws = "aws";
    public const string Aliyun = "aliyun";

    /// <summary><c>local</c>, <c>aws</c> (or anything that speaks its protocol) or <c>aliyun</c>.</summary>
    [AllowedValues(Local, Aws, Aliyun, ErrorMessage = "Set Storage:Type (or STORAGE_TYPE) to local, aws or aliyun.")]
    public string Type { get; set; } = Local;

    /// <summary>The folder of the local store; relative to the working directory unless rooted.</summary>
    [Required(ErrorMessage = "Set Storage:Directory to the folder that holds the objects.")]
    public string Directory { get; set; } = ".data/objects";

    /// <summary>Room that the disk of the local store keeps; with less it counts as full.</summary>
    [Range(0, long.MaxValue)]
    public long MinFreeBytes { get; set; } = 64L << 20;

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
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a bucket needs beyond what a folder does.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Type == Local)
        {
            yield break;
        }

        var aliyun = Type == Aliyun;
        if (string.IsNullOrWhiteSpace(Bucket))
        {
            yield return new($"Set Storage:Bucket (or {(aliyun ? "ALIYUN_BUCKET" : "AWS_S3_BUCKET")}) to the name of the bucket.");
        }

        if (string.IsNullOrWhiteSpace(Region) && (aliyun || ServiceUrl is null))
        {
            yield return new(aliyun
                ? "Set Storage:Region (or ALIYUN_REGION) to the region of the bucket, such as cn-hangzhou."
                : "Set Storage:Region (or AWS_REGION) to the region of the bucket, such as eu-central-1.");
        }

        if (string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey) || (aliyun && string.IsNullOrEmpty(AccessKey)))
        {
            yield return new(aliyun
                ? "Set both Storage:AccessKey and Storage:SecretKey (or ALIYUN_ACCESS_KEY_ID and ALIYUN_ACCESS_KEY_SECRET)."
                : "Set both Storage:AccessKey and Storage:SecretKey (or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY), or neither.");
        }
    }
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
