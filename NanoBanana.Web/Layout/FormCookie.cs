namespace NanoBanana.Web.Layout;

/// <summary>
/// The cookie of the forms' tokens. Over https it is called <c>__Host-…</c> in the browser, which binds it to this host and to https: a
/// sibling domain cannot plant one. The framework knows it by its plain name only.
/// </summary>
internal static class FormCookie
{
    public const string Name = "nano-banana-form";
    private const string Bound = "__Host-";

    public static void UseFormCookie(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.IsHttps)
        {
            return next(context);
        }

        context.Request.Headers.Cookie = string.Join("; ", context.Request.Headers.Cookie
            .SelectMany(header => (header ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Where(cookie => !IsForm(cookie, Name))
            .Select(cookie => IsForm(cookie, Bound + Name) ? cookie[Bound.Length..] : cookie));
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.SetCookie = headers.SetCookie
                .Select(cookie => cookie is not null && IsForm(cookie, Name) ? Bound + cookie : cookie).ToArray();
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static bool IsForm(string cookie, string name) => cookie.StartsWith($"{name}=", StringComparison.Ordinal);
}
