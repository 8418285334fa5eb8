using System.Buffers.Text;
using System.Security.Cryptography;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// A refresh token: whose, of which device, and a secret of which only the SHA-256 is kept. The secret is 128 random bits and a mark of its
/// family over them, so that a token of the family, however old, can be told from a made-up one.
/// </summary>
internal sealed class RefreshToken
{
    private const int IdBytes = 16, NonceBytes = 16, MarkBytes = 16;
    private const int Size = 2 * IdBytes + NonceBytes + MarkBytes;

    private readonly byte[] _nonce;
    private readonly byte[] _mark;

    private RefreshToken(UserId userId, DeviceId deviceId, byte[] nonce, byte[] mark) =>
        (UserId, DeviceId, _nonce, _mark) = (userId, deviceId, nonce, mark);

    public UserId UserId { get; }

    public DeviceId DeviceId { get; }

    /// <summary>What is kept of it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData([.. _nonce, .. _mark]));

    /// <summary>What its holder keeps.</summary>
    public string Text => Base64Url.EncodeToString(
        [.. Convert.FromHexString(UserId), .. Convert.FromHexString(DeviceId), .. _nonce, .. _mark]);

    /// <summary>The first token of a family.</summary>
    public static RefreshToken First(UserId userId, DeviceId deviceId, byte[] familyKey) =>
        Make(userId, deviceId, RandomNumberGenerator.GetBytes(NonceBytes), familyKey);

    /// <summary>The token that follows this one: always the same, so that a repeated refresh can be answered again.</summary>
    public RefreshToken Next(byte[] familyKey) =>
        Make(UserId, DeviceId, Mac(familyKey, "next"u8, _nonce), familyKey);

    public bool IsOf(byte[] familyKey) => CryptographicOperations.FixedTimeEquals(_mark, MarkOf(_nonce, familyKey));

    /// <summary>Null when the text has not the shape of a token.</summary>
    public static RefreshToken? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Size];
        return text.Length == Base64Url.GetEncodedLength(Size)
            && Base64Url.IsValid(text)
            && Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Size
            ? new(new(Convert.ToHexStringLower(bytes[..IdBytes])), new(Convert.ToHexStringLower(bytes[IdBytes..(2 * IdBytes)])),
                bytes[(2 * IdBytes)..^MarkBytes].ToArray(), bytes[^MarkBytes..].ToArray())
            : null;
    }

    private static RefreshToken Make(UserId userId, DeviceId deviceId, byte[] nonce, byte[] familyKey) =>
        new(userId, deviceId, nonce, MarkOf(nonce, familyKey));

    private static byte[] MarkOf(byte[] nonce, byte[] familyKey) => Mac(familyKey, "mark"u8, nonce);

    private static byte[] Mac(byte[] key, ReadOnlySpan<byte> purpose, byte[] nonce)
    {
        byte[] text = [.. purpose, .. nonce];
        return HMACSHA256.HashData(key, text)[..MarkBytes];
    }
}
