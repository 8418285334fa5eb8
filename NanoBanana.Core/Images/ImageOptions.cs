using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace NanoBanana.Core.Images;

/// <summary>Settings of stored images (section <c>Images</c>).</summary>
internal sealed class ImageOptions
{
    /// <summary>How long bytes stay after the last image that used them is gone.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan RemovalGrace { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a deleted image stays in the bin, from where it can be restored; then it is removed for good.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan RestoreWindow { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the first readers of a preview wait until it is made; then they are told to ask again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan PreviewWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long who asks for a selection waits for it; then they are told to ask again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan SelectionWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the mask of a selection stays when no edit and no message refers to it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan SelectionLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long an upload that comes in parts is waited for after its last part.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long a signed URL is valid at least; it is valid for twice that at most, so that browsers can cache.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan AddressLifetime { get; set; } = TimeSpan.FromHours(6);

    /// <summary>
    /// Whether the server fetches pictures from public https addresses that users name. Off by default: it connects to servers of strangers
    /// then.
    /// </summary>
    public bool FromAddress { get; set; }

    /// <summary>How long such a picture may take to come, redirects included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes that one user may keep in the sessions they own.</summary>
    [Range(1, long.MaxValue)]
    public long BytesPerUser { get; set; } = 10L << 30;
}

[OptionsValidator]
internal sealed partial class ImageOptionsValidator : IValidateOptions<ImageOptions>;
