using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.RegularExpressions;

namespace NanoBanana.Contracts.Accounts;

/// <summary>3–32 letters and digits of any script, <c>_ . -</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class UsernameAttribute() : ValidationAttribute(
    $"Use {Limits.UsernameMinLength} to {Limits.UsernameMaxLength} letters, digits, dots, hyphens or underscores.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || value is string name && UserNames.Clean(name) is not null;
}

/// <summary>An e-mail address of at most 254 characters: one <c>@</c> with a name before it and a domain after it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed partial class EmailAttribute() : ValidationAttribute("Enter an e-mail address such as name@example.org.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null ||
        value is string { Length: <= Limits.EmailMaxLength } email && Shape().IsMatch(email)
        && !email.EnumerateRunes().Contains(Rune.ReplacementChar);

    [GeneratedRegex(@"^[^@\s\p{C}]{1,64}@[^@\s\p{C}.]+(\.[^@\s\p{C}.]+)*\z")]
    private static partial Regex Shape();
}

/// <summary>8 characters to 72 bytes of UTF-8, in NFC.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PasswordAttribute() : ValidationAttribute(
    $"Use at least {Limits.PasswordMinLength} characters and at most {Limits.PasswordMaxBytes} bytes.")
{
    /// <inheritdoc/>
    public override bool IsValid(object? value) => value is null || value is string password
        && password.Length <= Limits.SecretMaxLength && IsWellFormed(password) && !password.Contains('\0')
        && password.Normalize() is { Length: >= Limits.PasswordMinLength } normal
        && Encoding.UTF8.GetByteCount(normal) <= Limits.PasswordMaxBytes;

    /// <summary>Half of a surrogate pair cannot be normalized.</summary>
    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Contains(Rune.ReplacementChar);
}
