using NanoBanana.Core.Accounts;

namespace NanoBanana.Api.Accounts;

/// <summary>Passwords that guessers try first: the account's own names, and those that most people take.</summary>
internal static class PasswordRules
{
    /// <returns>What is wrong with it; null when it may be used.</returns>
    public static string? Refuse(string password, string username, string email) =>
        IsNameOf(password, username, email) ? "Choose a password that is not your name or your e-mail address."
        : CommonPasswords.Contains(password) ? "This password is one of those that are guessed first. Choose another, such as four words."
        : null;

    private static bool IsNameOf(string password, string username, string email) =>
        new[] { username, email, email[..email.IndexOf('@')] }.Select(NameKeys.Fold)
            .Contains(NameKeys.Fold(password), StringComparer.Ordinal);
}
