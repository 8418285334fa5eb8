using System.Text.RegularExpressions;

namespace NanoBanana.Web.Sharing;

/// <summary>The code of an invitation or of a public copy, as links carry it.</summary>
internal static partial class LinkCode
{
    /// <summary>Whether the API can have made it: 32 bytes as base64url. Nothing else is sent on in the visitor's name.</summary>
    public static bool IsOne(string code) => Form().IsMatch(code);

    [GeneratedRegex(@"^[A-Za-z0-9_-]{43}\z")]
    private static partial Regex Form();
}
