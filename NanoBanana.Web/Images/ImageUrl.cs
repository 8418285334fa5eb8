using NanoBanana.Contracts;

namespace NanoBanana.Web.Images;

/// <summary>The URLs that the API signed, as this origin serves them.</summary>
internal static class ImageUrl
{
    /// <summary>Relative to the page's base: the API may be below another path, and so may the web app.</summary>
    public static string? Here(this string? signed) =>
        signed?.IndexOf(Routes.Images, StringComparison.Ordinal) is >= 0 and var start ? signed[(start + 1)..] : signed;
}
