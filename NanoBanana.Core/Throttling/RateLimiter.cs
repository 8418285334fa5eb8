using NanoBanana.Core.Redis;
using StackExchange.Redis;

namespace NanoBanana.Core.Throttling;

/// <summary>
/// Counts requests for all replicas together, by the generic cell rate algorithm: one number per subject and rate says when its
/// burst will be whole again. Redis' own clock is used, so that the replicas' clocks need not agree.
/// </summary>
internal sealed class RateLimiter(IDatabase database, LocalRates local)
{
    /// <summary>A counter that does not answer in this time is not waited for: limits must not make an outage longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly RedisScript Script = RedisScript.Load("rates/admit");

    /// <summary>Counts a request of a signed-in user; null when the device is signed out. One round trip for both.</summary>
    /// <param name="owed">What was admitted by the first rate without asking.</param>
    public async Task<RateLimitResult?> AdmitAsync(UserId userId, DeviceId deviceId, IReadOnlyList<RateLimit> rates, long owed = 0) => Read(
        rates, await Script.EvaluateAsync(
            database, [.. rates.Select(rate => Keys.UserRate(userId, rate.Name)), Keys.Devices(userId)], Arguments(deviceId, rates, owed)));

    /// <summary>Counts something that a user does, or that is done to a user.</summary>
    public async Task<RateLimitResult> AdmitAsync(UserId userId, RateLimit rate, long amount = 1, long owed = 0) => Read(
        [rate], await Script.EvaluateAsync(database, [Keys.UserRate(userId, rate.Name)], Arguments(null, [rate], owed, amount)))!;

    /// <summary>Counts a request of an address; by this replica alone while Redis does not answer in time.</summary>
    public async Task<RateLimitResult?> AdmitAsync(string address, IReadOnlyList<RateLimit> rates)
    {
        try
        {
            return Read(rates, await Script.EvaluateAsync(
                database, [.. rates.Select(rate => Keys.AddressRate(address, rate.Name))], Arguments(null, rates)).WaitAsync(Patience));
        }
        catch (Exception exception) when (RedisFailures.MeansUnavailable(exception))
        {
            return local.Admit(address, rates);
        }
    }

    private static RedisValue[] Arguments(DeviceId? deviceId, IReadOnlyList<RateLimit> rates, long owed = 0, long amount = 1) =>
        [deviceId?.Value ?? "", owed, amount, .. rates.SelectMany(rate => (RedisValue[])[rate.Count, (long)rate.Per.TotalMicroseconds])];

    private static RateLimitResult? Read(IReadOnlyList<RateLimit> rates, RedisResult answer)
    {
        var numbers = answer.Items().Select(item => (long)item).ToList();
        return numbers[0] < 0 ? null : new(
            numbers[0] == 1, TimeSpan.FromMicroseconds(numbers[1]),
            [.. rates.Select((rate, i) => new RateLimitState(rate, numbers[2 * i + 2], TimeSpan.FromMicroseconds(numbers[2 * i + 3])))]);
    }
}
