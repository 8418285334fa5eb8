using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace NanoBanana.Api.Accounts;

/// <summary>One key for each purpose, derived from the one secret (HKDF, RFC 5869).</summary>
internal sealed class SigningKeys(IOptions<JwtOptions> options)
{
    public SymmetricSecurityKey Tokens { get; } = new(Derive(options.Value.Secret, "access-tokens"))
    {
        KeyId = Convert.ToHexStringLower(Derive(options.Value.Secret, "access-tokens-key-id")[..8]),
    };

    public byte[] Addresses { get; } = Derive(options.Value.Secret, "image-addresses");

    private static byte[] Derive(string secret, string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes($"nano-banana/{purpose}"));
}
