using System.Security.Cryptography;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// The refresh tokens of one device, of which one is good at a time. A spent one that comes again was stolen or copied and ends the family;
/// its first repetition within ten seconds is a lost answer, and gets the same successor. A made-up one changes nothing.
/// </summary>
/// <remarks>Kept as <c>good spent time repeats key</c>: hashes of the good and the last spent token, the time (ms), the key.</remarks>
internal static class TokenFamily
{
    /// <summary>How long an answer may be asked for again.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private const int KeyBytes = 32;

    private static readonly RedisScript RotateScript = RedisScript.Load("refresh-tokens/rotate");

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static string Begin(RefreshToken first, byte[] key) => $"{first.Hash} - 0 0 {Convert.ToHexStringLower(key)}";

    /// <summary>The family's key; null when the device is not signed in.</summary>
    public static async Task<byte[]?> KeyAsync(IDatabase database, UserId userId, DeviceId deviceId) =>
        (string?)await database.HashGetAsync(Keys.RefreshTokens(userId), deviceId.Value) is { } held
            ? Convert.FromHexString(held.AsSpan(held.LastIndexOf(' ') + 1)) : null;

    /// <returns>1 when <paramref name="next"/> is the answer, 0 when the token is none of the family, −1 when the family ended.</returns>
    public static async Task<long> RotateAsync(
        IDatabase database, RefreshToken token, RefreshToken next, bool isOfFamily, string device, DateTimeOffset now) =>
        (long)await RotateScript.EvaluateAsync(
        database, [Keys.Devices(token.UserId), Keys.RefreshTokens(token.UserId)],
        token.DeviceId.Value, device, token.Hash, next.Hash, now.ToUnixTimeMilliseconds(), (long)Grace.TotalMilliseconds,
        Keys.SignOuts, isOfFamily, token.UserId.Value);
}
