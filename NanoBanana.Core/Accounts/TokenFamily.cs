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

    /// <summary>
    /// KEYS: devices, families; ARGV: device, its new row, hashes of the token and of its successor, now, grace, channel of sign-outs, 1 for a token of
    /// the family, user.
    /// </summary>
    private static readonly RedisScript RotateScript = new("""
        local held = redis.call('HGET', KEYS[2], ARGV[1])
        if not held or redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
        local good, spent, at, repeats, key = string.match(held, '^(%S+) (%S+) (%S+) (%S+) (%S+)$')
        local now = tonumber(ARGV[5])
        if good == ARGV[3] then
          redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
          redis.call('HSET', KEYS[2], ARGV[1], table.concat({ARGV[4], good, ARGV[5], '0', key}, ' '))
          return 1
        end
        if spent == ARGV[3] and repeats == '0' and now - tonumber(at) <= tonumber(ARGV[6]) and good == ARGV[4] then
          redis.call('HSET', KEYS[2], ARGV[1], table.concat({good, spent, at, '1', key}, ' '))
          return 1
        end
        if ARGV[8] ~= '1' then return 0 end
        redis.call('HDEL', KEYS[1], ARGV[1])
        redis.call('HDEL', KEYS[2], ARGV[1])
        redis.call('PUBLISH', ARGV[7], ARGV[9])
        return -1
        """);

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(KeyBytes);

    public static string Begin(RefreshToken first, byte[] key) => $"{first.Hash} - 0 0 {Convert.ToHexStringLower(key)}";

    /// <summary>The family's key; null when the device is not signed in.</summary>
    public static async Task<byte[]?> KeyAsync(IDatabase database, string userId, string deviceId) =>
        (string?)await database.HashGetAsync(Keys.RefreshTokens(userId), deviceId) is { } held
            ? Convert.FromHexString(held.AsSpan(held.LastIndexOf(' ') + 1)) : null;

    /// <returns>1 when <paramref name="next"/> is the answer, 0 when the token is none of the family, −1 when the family ended.</returns>
    public static async Task<long> RotateAsync(
        IDatabase database, RefreshToken token, RefreshToken next, bool isOfFamily, string device, DateTimeOffset now) =>
        (long)await RotateScript.EvaluateAsync(
        database, [Keys.Devices(token.UserId), Keys.RefreshTokens(token.UserId)],
        token.DeviceId, device, token.Hash, next.Hash, now.ToUnixTimeMilliseconds(), (long)Grace.TotalMilliseconds,
        Keys.SignOuts, isOfFamily, token.UserId);
}
