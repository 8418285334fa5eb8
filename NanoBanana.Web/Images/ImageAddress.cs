using Microsoft.AspNetCore.WebUtilities;
using NanoBanana.Contracts.Images;

namespace NanoBanana.Web.Images;

internal static class ImageAddress
{
    /// <summary>The same signed address for another variant: the signature is good for all of an image.</summary>
    public static string Of(this Image image, ImageVariant variant)
    {
        var split = image.Url.IndexOf('?', StringComparison.Ordinal);
        var path = split < 0 ? image.Url : image.Url[..split];
        var query = split < 0 ? [] : QueryHelpers.ParseQuery(image.Url[split..]);
        query["variant"] = variant.ToString().ToLowerInvariant();
        return QueryHelpers.AddQueryString(path, query);
    }
}
