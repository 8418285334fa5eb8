using System.Buffers.Text;
using System.Security.Cryptography;

namespace NanoBanana.Core.Accounts;

/// <summary>A refresh token: whose, of which device, and 256 random bits of which only the SHA-256 is kept.</summary>
internal sealed record RefreshToken(string UserId, string DeviceId, string Hash)
{
    private const int Size = 16 + 16 + 32;

    public static (RefreshToken Token, string Text) New(string userId, string deviceId)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Convert.FromHexString(userId, bytes[..16], out _, out _);
        Convert.FromHexString(deviceId, bytes[16..32], out _, out _);
        RandomNumberGenerator.Fill(bytes[32..]);
        return (new(userId, deviceId, HashOf(bytes[32..])), Base64Url.EncodeToString(bytes));
    }

    /// <summary>Null when the text has not the shape of a token.</summary>
    public static RefreshToken? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text.Length == Base64Url.GetEncodedLength(Size)
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Size
            ? new(Convert.ToHexStringLower(bytes[..16]), Convert.ToHexStringLower(bytes[16..32]), HashOf(bytes[32..]))
            : null;
    }

    private static string HashOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));
}
