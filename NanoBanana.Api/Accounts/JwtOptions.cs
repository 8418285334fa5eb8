using System.Text;
using Microsoft.Extensions.Options;

namespace NanoBanana.Api.Accounts;

/// <summary>Settings of access tokens (section <c>Jwt</c>).</summary>
internal sealed class JwtOptions
{
    /// <summary>At least 32 bytes of UTF-8; also the root of the keys that sign addresses.</summary>
    public string Secret { get; set; } = "";

    public string Issuer { get; set; } = "nano-banana";

    public string Audience { get; set; } = "nano-banana";
}

internal sealed class JwtOptionsValidator : IValidateOptions<JwtOptions>
{
    private const int LeastBytes = 32;
    private const int LeastDifferent = 8;

    public ValidateOptionsResult Validate(string? name, JwtOptions options) =>
        Encoding.UTF8.GetByteCount(options.Secret) < LeastBytes || options.Secret.Distinct().Count() < LeastDifferent
            ? ValidateOptionsResult.Fail(
                $"Set JWT_SECRET (or Jwt:Secret) to at least {LeastBytes} random bytes, for example with: openssl rand -base64 48")
            : ValidateOptionsResult.Success;
}
