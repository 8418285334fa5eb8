using System.Text;
using Microsoft.Extensions.Options;

namespace NanoBanana.Web.Accounts;

/// <summary>The secret that encrypts the data-protection keys (section <c>Jwt</c>). It is not in Redis, where the keys are.</summary>
internal sealed class KeyRingOptions
{
    public const string Section = "Jwt";

    /// <summary>At least 32 bytes of UTF-8.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The secret before this one: keys that it encrypted stay readable.</summary>
    public string PreviousSecret { get; set; } = "";
}

internal sealed class KeyRingOptionsValidator : IValidateOptions<KeyRingOptions>
{
    private const int LeastBytes = 32;

    public ValidateOptionsResult Validate(string? name, KeyRingOptions options) =>
        Encoding.UTF8.GetByteCount(options.Secret) < LeastBytes
            ? ValidateOptionsResult.Fail($"Set JWT_SECRET (or Jwt:Secret) to the secret of the API, at least {LeastBytes} random bytes.")
            : ValidateOptionsResult.Success;
}
