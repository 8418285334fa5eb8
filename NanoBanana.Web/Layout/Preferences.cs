using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using NanoBanana.Web.Accounts;

namespace NanoBanana.Web.Layout;

/// <summary>What this browser prefers, remembered in cookies; none of them is secret.</summary>
internal static class Preferences
{
    public const string Path = "preferences";
    public const string ThemeCookie = "theme";
    public const string ZoneCookie = "zone";
    public const string SurroundCookie = "surround";
    public const string SidebarCookie = "sidebar";
    public const string TalkCookie = "talk";

    public static void MapPreferences(this IEndpointRouteBuilder app) => app.MapPost(Path, SetLanguage);

    private static RedirectHttpResult SetLanguage([FromForm] string culture, HttpContext context)
    {
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture is "zh-CN" ? "zh-CN" : "en")),
            new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = context.Request.IsHttps });
        var from = Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var page) ? page.PathAndQuery : null;
        return TypedResults.LocalRedirect(AccountPaths.Local(context, from));
    }

    /// <summary>The theme that was chosen; null follows the system.</summary>
    public static string? Theme(this HttpContext context) =>
        context.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;

    /// <summary>What stands around a picture; null goes with the theme.</summary>
    public static string? Surround(this HttpContext context) =>
        context.Request.Cookies[SurroundCookie] is "light" or "dark" ? context.Request.Cookies[SurroundCookie] : null;

    /// <summary>Whether the list of sessions is folded.</summary>
    public static string? Sidebar(this HttpContext context) => context.Request.Cookies[SidebarCookie] is "folded" ? "folded" : null;

    /// <summary>The width that the conversation was dragged to, as a declaration; in percent of the window.</summary>
    public static string? TalkWidth(this HttpContext context) =>
        int.TryParse(context.Request.Cookies[TalkCookie], CultureInfo.InvariantCulture, out var width) && width is > 0 and < 100
            ? string.Create(CultureInfo.InvariantCulture, $"--talk: {width}vw") : null;

    public static string? Zone(this HttpContext context) => context.Request.Cookies[ZoneCookie];
}
