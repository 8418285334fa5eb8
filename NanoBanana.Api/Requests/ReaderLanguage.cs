namespace NanoBanana.Api.Requests;

/// <summary>In which language a caller reads answers.</summary>
internal static class ReaderLanguage
{
    /// <summary>The first of the caller's languages that there are answers in, <c>en</c> or <c>zh</c>; null where there is none.</summary>
    public static string? Of(HttpContext context) => context.Request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => language is "en" or "zh");
}
