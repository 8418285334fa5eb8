using System.Text.Json;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>
/// Signed-in devices. Each has one family of refresh tokens of which one is good at a time; one that is spent and comes again
/// was stolen or copied, so the device is signed out.
/// </summary>
internal sealed class DeviceStore(IDatabase database, IOptions<AccountOptions> options, TimeProvider time)
{
    private static readonly RedisScript AddScript = new("""
        local state = redis.call('HMGET', KEYS[1], 'username', 'disabled')
        if not state[1] or state[2] then return 0 end
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
        redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
        return 1
        """);

    private static readonly RedisScript RotateScript = new("""
        local held = redis.call('HGET', KEYS[3], ARGV[1])
        if not held then return 0 end
        if held ~= ARGV[4] then
          redis.call('HDEL', KEYS[2], ARGV[1])
          redis.call('HDEL', KEYS[3], ARGV[1])
          redis.call('PUBLISH', ARGV[5], 'device')
          return 0
        end
        redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
        redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
        return 1
        """);

    private static readonly RedisScript RemoveScript = new("""
        local removed = 0
        for i = 2, #ARGV do
          removed = removed + redis.call('HDEL', KEYS[2], ARGV[i])
          redis.call('HDEL', KEYS[3], ARGV[i])
        end
        redis.call('PUBLISH', ARGV[1], 'device')
        return removed
        """);

    /// <returns>The device's id and its first refresh token; null when the account is gone or disabled meanwhile.</returns>
    public async Task<(string DeviceId, string RefreshToken)?> AddAsync(string userId, string? name, string? address)
    {
        var now = time.GetUtcNow();
        await MakeRoomAsync(userId, now);
        var device = new DeviceRow(Id.New(now), DeviceNames.From(name), address, now, now, now + options.Value.DeviceLifetime);
        var (token, text) = RefreshToken.New(userId, device.Id);
        var added = await AddScript.RunAsync(database, Slots(userId), device.Id, Write(device), token.Hash);
        return (long)added == 1 ? (device.Id, text) : null;
    }

    /// <summary>Spends a refresh token for the next one; null when it is not good (any more).</summary>
    public async Task<string?> RotateAsync(RefreshToken spent, string? address)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(spent.UserId, spent.DeviceId) is not { } device || device.ExpiresAt < now)
        {
            return null;
        }

        var (token, text) = RefreshToken.New(spent.UserId, spent.DeviceId);
        var next = device with { LastUsedAt = now, Address = address, ExpiresAt = now + options.Value.DeviceLifetime };
        var rotated = await RotateScript.RunAsync(
            database, Slots(spent.UserId), device.Id, Write(next), token.Hash, spent.Hash, Channel(spent.UserId));
        return (long)rotated == 1 ? text : null;
    }

    /// <summary>Signs out the device of a refresh token, spent or not; a made-up one changes nothing.</summary>
    public async Task LeaveAsync(RefreshToken token)
    {
        // Any secret of the family will do: a stolen one that signs the device out does less harm than one that does not.
        if (await IsSignedInAsync(token.UserId, token.DeviceId))
        {
            await RemoveAsync(token.UserId, token.DeviceId);
        }
    }

    public async Task<DeviceRow?> FindAsync(string userId, string deviceId) =>
        (string?)await database.HashGetAsync(Keys.Devices(userId), deviceId) is { } row ? Read(row) : null;

    public Task<bool> IsSignedInAsync(string userId, string deviceId) => database.HashExistsAsync(Keys.Devices(userId), deviceId);

    /// <summary>Signs devices out; their live connections are told to look.</summary>
    /// <returns>How many there were to sign out.</returns>
    public async Task<long> RemoveAsync(string userId, params string[] deviceIds) => (long)await RemoveScript.RunAsync(
        database, Slots(userId), [Channel(userId), .. deviceIds.Select(id => (RedisValue)id)]);

    public async Task RemoveAllButAsync(string userId, string? deviceId) =>
        await RemoveAsync(userId, [.. (await AllAsync(userId)).Select(device => device.Id).Where(id => id != deviceId)]);

    public async Task<IReadOnlyList<DeviceRow>> AllAsync(string userId) =>
        [.. (await database.HashValuesAsync(Keys.Devices(userId))).Select(row => Read(row.Text())).OrderBy(device => device.Id, StringComparer.Ordinal)];

    private async Task MakeRoomAsync(string userId, DateTimeOffset now)
    {
        var devices = await AllAsync(userId);
        var leaving = devices.Where(device => device.ExpiresAt < now)
            .Concat(devices.Where(device => device.ExpiresAt >= now).OrderByDescending(device => device.LastUsedAt)
                .Skip(options.Value.DevicesPerUser - 1))
            .Select(device => device.Id).ToArray();
        if (leaving.Length > 0)
        {
            await RemoveAsync(userId, leaving);
        }
    }

    private static RedisKey[] Slots(string userId) => [Keys.User(userId), Keys.Devices(userId), Keys.RefreshTokens(userId)];

    private static RedisValue Channel(string userId) => Keys.UserLog(userId).ToString();

    private static DeviceRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Default.DeviceRow)!;

    private static string Write(DeviceRow device) => JsonSerializer.Serialize(device, RowJson.Default.DeviceRow);
}
