namespace NanoBanana.Web.Accounts;

/// <summary>The addresses of the account pages.</summary>
internal static class AccountPaths
{
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Register = "/register";
    public const string Profile = "/profile";

    /// <summary>Only a path on this site is followed after signing in.</summary>
    public static string Local(string? address) =>
        address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : "/";
}
