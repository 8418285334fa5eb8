using System.Text;
using Microsoft.Extensions.Options;

namespace NanoBanana.Api.Accounts;

/// <summary>Settings of access tokens (section <c>Jwt</c>).</summary>
internal sealed class JwtOptions
{
    /// <summary>At least 32 bytes of UTF-8; also the root of the keys that sign addresses.</summary>
    public string Secret { get; set; } = "";

    /// <summary>
    /// The secret before this one. What was signed with it stays good until it expires, so that nobody has to sign in again.
    /// </summary>
    public string PreviousSecret { get; set; } = "";

    public string Issuer { get; set; } = "nano-banana";

    public string Audience { get; set; } = "nano-banana";
}

internal sealed class JwtOptionsValidator : IValidateOptions<JwtOptions>
{
    private const int LeastBytes = 32;
    private const int LeastDifferent = 8;

    public ValidateOptionsResult Validate(string? name, JwtOptions options) =>
        IsWeak(options.Secret) ? Refuse("JWT_SECRET (or Jwt:Secret)")
        : options.PreviousSecret.Length > 0 && IsWeak(options.PreviousSecret) ? Refuse("JWT_SECRET_PREVIOUS (or Jwt:PreviousSecret)")
        : ValidateOptionsResult.Success;

    private static bool IsWeak(string secret) =>
        Encoding.UTF8.GetByteCount(secret) < LeastBytes || secret.Distinct().Count() < LeastDifferent;

    private static ValidateOptionsResult Refuse(string name) => ValidateOptionsResult.Fail(
        $"Set {name} to at least {LeastBytes} random bytes, for example with: openssl rand -base64 48");
}
