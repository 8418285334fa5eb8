namespace NanoBanana.Web.Accounts;

/// <summary>The addresses of the account pages, relative to the base of the web app.</summary>
internal static class AccountPaths
{
    public const string SignIn = "sign-in";
    public const string Welcome = "welcome";
    public const string Guest = "guest";
    public const string SignOut = "sign-out";
    public const string Register = "register";
    public const string Profile = "profile";
    public const string ForgotPassword = "forgot-password";

    /// <summary>Only a path on this site is followed after signing in.</summary>
    public static string Local(HttpContext context, string? address) =>
        address is ['/'] or ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : $"{context.Request.PathBase}/";
}
