using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;

namespace NanoBanana.Api.Images;

/// <summary>
/// Signs image URLs that an <c>img</c> loads without a header: an HMAC over image, variant, audience and expiry. Removed members and
/// deleted snapshots lose access at once. The expiry is rounded, so that a URL stays the same for a while and browsers cache its bytes.
/// URLs begin with the path prefix that the caller sees.
/// </summary>
internal sealed class SignedUrls(SigningKeys keys, IOptions<ImageOptions> options, TimeProvider time, IHttpContextAccessor request)
{
    /// <summary>The expiry of a URL signed now, in seconds since 1970.</summary>
    public long Expiry
    {
        get
        {
            var step = Math.Max(1, (long)options.Value.AddressLifetime.TotalSeconds);
            return (time.GetUtcNow().ToUnixTimeSeconds() / step + 2) * step;
        }
    }

    public string Create(ImageId imageId, ImageVariant variant, SignedUrlAudience reader)
    {
        var expires = Expiry;
        var name = NameOf(variant);
        return $"{request.HttpContext?.Request.PathBase}{Routes.ImageContent(imageId)}?variant={name}&{reader.Parameter}&expires={expires}"
            + $"&signature={Sign(keys.Addresses, imageId, name, reader, expires)}";
    }

    /// <returns>False when the URL was altered or has expired.</returns>
    public bool IsGood(ImageId imageId, ImageVariant variant, SignedUrlAudience? reader, string? expires, string signature) =>
        reader is { } who
        && long.TryParse(expires, out var until)
        && keys.GoodAddresses.Any(key => CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign(key, imageId, NameOf(variant), who, until)), Encoding.UTF8.GetBytes(signature)))
        && until > time.GetUtcNow().ToUnixTimeSeconds();

    public static string NameOf(ImageVariant variant) => variant switch
    {
        ImageVariant.Thumbnail => "thumbnail",
        ImageVariant.Preview => "preview",
        ImageVariant.Display => "display",
        _ => "original",
    };

    private static string Sign(byte[] key, ImageId imageId, string variant, SignedUrlAudience reader, long expires) =>
        Base64Url.EncodeToString(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{imageId}\n{variant}\n{reader.Parameter}\n{expires}")));
}
