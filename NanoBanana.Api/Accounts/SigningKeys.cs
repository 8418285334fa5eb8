using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace NanoBanana.Api.Accounts;

/// <summary>
/// One key for each purpose, derived from the one secret (HKDF, RFC 5869). What the previous secret's keys signed is good, too; only
/// the current ones sign.
/// </summary>
internal sealed class SigningKeys(IOptions<JwtOptions> options)
{
    public SymmetricSecurityKey Tokens { get; } = TokensOf(options.Value.Secret);

    /// <summary>The keys of good tokens; a token names its own by <c>kid</c>.</summary>
    public IReadOnlyList<SymmetricSecurityKey> Good { get; } = [.. Secrets(options.Value).Select(TokensOf)];

    public byte[] Addresses { get; } = Derive(options.Value.Secret, "image-addresses");

    /// <summary>The keys of good addresses.</summary>
    public IReadOnlyList<byte[]> GoodAddresses { get; } = [.. Secrets(options.Value).Select(secret => Derive(secret, "image-addresses"))];

    private static IEnumerable<string> Secrets(JwtOptions jwt) =>
        jwt.PreviousSecret.Length > 0 ? [jwt.Secret, jwt.PreviousSecret] : [jwt.Secret];

    private static SymmetricSecurityKey TokensOf(string secret) => new(Derive(secret, "access-tokens"))
    {
        KeyId = Convert.ToHexStringLower(Derive(secret, "access-tokens-key-id")[..8]),
    };

    private static byte[] Derive(string secret, string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes($"nano-banana/{purpose}"));
}
