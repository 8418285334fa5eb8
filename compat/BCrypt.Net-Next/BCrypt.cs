using System.Security.Cryptography;
using System.Text;

namespace BCrypt.Net;

/// <summary>Password hashes of the bcrypt family, computed by the system's libcrypt.</summary>
public static class BCrypt
{
    private const int DefaultWorkFactor = 11;
    private const int LongestKey = 72; // bcrypt looks at no byte after this one

    public static string HashPassword(string inputKey) => HashPassword(inputKey, GenerateSalt());

    public static string HashPassword(string inputKey, int workFactor) => HashPassword(inputKey, GenerateSalt(workFactor));

    public static string HashPassword(string inputKey, string salt)
    {
        ArgumentNullException.ThrowIfNull(inputKey);
        ArgumentException.ThrowIfNullOrEmpty(salt);
        if (inputKey.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A password must not contain the character U+0000.", nameof(inputKey));
        }

        BCryptHash.RequireSalt(salt);
        var utf8 = Encoding.UTF8.GetBytes(inputKey);
        var key = new byte[Math.Min(utf8.Length, LongestKey) + 1];
        utf8.AsSpan(0, key.Length - 1).CopyTo(key);
        try
        {
            return Crypt.Hash(key, salt) ?? throw new SaltParseException("The system's libcrypt does not accept this salt.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(utf8);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public static bool Verify(string text, string hash)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(hash);
        BCryptHash.RequireHash(hash);

        // No hash is ever made of such a text, so none matches it.
        return !text.Contains('\0', StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashPassword(text, hash)), Encoding.ASCII.GetBytes(hash));
    }

    public static bool PasswordNeedsRehash(string hash, int newMinimumWorkLoad)
    {
        BCryptHash.RequireHash(hash);
        return BCryptHash.WorkFactor(hash) < newMinimumWorkLoad;
    }

    public static string GenerateSalt() => GenerateSalt(DefaultWorkFactor);

    public static string GenerateSalt(int workFactor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workFactor, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(workFactor, 31);
        return Crypt.Salt((uint)workFactor, RandomNumberGenerator.GetBytes(16))
            ?? throw new CryptographicException("The system's libcrypt does not know bcrypt.");
    }
}
