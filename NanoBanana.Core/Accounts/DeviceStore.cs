using System.Text.Json;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Accounts;

/// <summary>Signed-in devices. Each has one family of refresh tokens (<see cref="TokenFamily"/>).</summary>
internal sealed class DeviceStore(IDatabase database, UserRates rates, AccountLog log, IOptions<AccountOptions> options, TimeProvider time)
{
    private static readonly RedisScript AddScript = RedisScript.Load("devices/add");
    private static readonly RedisScript RemoveScript = RedisScript.Load("devices/remove");
    private static readonly RedisScript RemoveOthersScript = RedisScript.Load("devices/remove-others");

    /// <param name="user">As it was when its password was checked.</param>
    /// <returns>Null when the account's password changed or it is gone or disabled.</returns>
    public async Task<AddedDevice?> AddAsync(UserRow user, string? name, string? address)
    {
        var now = time.GetUtcNow();
        await MakeRoomAsync(user.Id, now);
        var device = new DeviceRow(new(Id.New(now)), DeviceNames.From(name), address, now, now, now + options.Value.DeviceLifetime);
        var key = TokenFamily.NewKey();
        var token = RefreshToken.First(user.Id, device.Id, key);
        var added = await AddScript.EvaluateAsync(
            database, Slots(user.Id), device.Id.Value, Write(device), TokenFamily.Begin(token, key), user.PasswordHash);
        return (long)added == 1 ? new(device.Id, token.Text) : null;
    }

    /// <summary>Spends a refresh token for the next one; null when it is not good (any more).</summary>
    public async Task<string?> RotateAsync(RefreshToken token, string? address)
    {
        var now = time.GetUtcNow();
        if (await FindAsync(token.UserId, token.DeviceId) is not { } device || device.ExpiresAt < now
            || await TokenFamily.KeyAsync(database, token.UserId, token.DeviceId) is not { } key)
        {
            return null;
        }

        var renewed = device with { LastUsedAt = now, Address = address, ExpiresAt = now + options.Value.DeviceLifetime };
        var next = token.Next(key);
        var rotated = await TokenFamily.RotateAsync(database, token, next, token.IsOf(key), Write(renewed), now);
        if (rotated < 0)
        {
            log.TokenReused(token.UserId, token.DeviceId);
            rates.Forget(token.UserId);
        }

        return rotated == 1 ? next.Text : null;
    }

    /// <summary>Signs out the device of a refresh token, spent or not; one that is not of its family changes nothing.</summary>
    public async Task LeaveAsync(RefreshToken token)
    {
        if (await TokenFamily.KeyAsync(database, token.UserId, token.DeviceId) is { } key && token.IsOf(key))
        {
            await RemoveAsync(token.UserId, token.DeviceId);
        }
    }

    public async Task<DeviceRow?> FindAsync(UserId userId, DeviceId deviceId) =>
        (string?)await database.HashGetAsync(Keys.Devices(userId), deviceId.Value) is { } row ? Read(row) : null;

    /// <summary>Signs devices out; their live connections end.</summary>
    /// <returns>How many there were to sign out.</returns>
    public async Task<long> RemoveAsync(UserId userId, params DeviceId[] deviceIds)
    {
        var removed = (long)await RemoveScript.EvaluateAsync(
            database, Slots(userId), [Keys.SignOuts, userId.Value, .. deviceIds.Select(id => (RedisValue)id.Value)]);
        rates.Forget(userId);
        log.Revoked(userId, removed);
        return removed;
    }

    /// <summary>Signs all devices out but one, those included that sign in at this moment.</summary>
    public async Task RemoveAllButAsync(UserId userId, DeviceId? deviceId)
    {
        await RemoveOthersScript.EvaluateAsync(database, Slots(userId), Keys.SignOuts, userId.Value, deviceId?.Value ?? "");
        rates.Forget(userId);
        log.RevokedAll(userId);
    }

    public async Task<IReadOnlyList<DeviceRow>> AllAsync(UserId userId) =>
        [
            .. (await database.HashValuesAsync(Keys.Devices(userId))).Select(row => Read(row.Text()))
                .OrderBy(device => device.Id.Value, StringComparer.Ordinal),
        ];

    private async Task MakeRoomAsync(UserId userId, DateTimeOffset now)
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

    private static RedisKey[] Slots(UserId userId) => [Keys.User(userId), Keys.Devices(userId), Keys.RefreshTokens(userId)];

    private static DeviceRow Read(string json) => JsonSerializer.Deserialize(json, RowJson.Rows.DeviceRow)!;

    private static string Write(DeviceRow device) => JsonSerializer.Serialize(device, RowJson.Rows.DeviceRow);
}

/// <summary>A new device and its first refresh token.</summary>
internal readonly record struct AddedDevice(DeviceId DeviceId, string RefreshToken);
