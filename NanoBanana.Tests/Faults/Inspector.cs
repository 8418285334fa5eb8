using System.Text.Json;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Faults;

/// <summary>Looks into the database behind the services' backs.</summary>
internal sealed class Inspector(IDatabase database)
{
    private static readonly string[] Words = ["job:", "pending:", "turns:", "worker:", "retry", "dead"];

    public IDatabase Database => database;

    /// <summary>The log of a session as it is kept.</summary>
    public async Task<List<Entry>> LogAsync(SessionId sessionId)
    {
        await ConnectedAsync();
        var entries = await database.ExecuteAsync("XRANGE", Keys.SessionLog(sessionId), (RedisValue)"-", (RedisValue)"+");
        return [.. entries.Items().Select(entry => entry.Items()).Select(entry => Parse(entry[0].Text(), entry[1].Fields()))];
    }

    /// <summary>Ids of the jobs that workers have in hand.</summary>
    /// <param name="processId">Only those of this process, which may be dead.</param>
    public async Task<List<string>> InHandAsync(int? processId = null)
    {
        var found = new List<string>();
        var owner = processId is null ? "" : $"-{processId}-";
        foreach (var key in (await KeysAsync()).Where(key =>
            key.Contains(":worker:", StringComparison.Ordinal) && key.Contains(owner, StringComparison.Ordinal)))
        {
            found.AddRange((await database.ListRangeAsync(key)).Select(id => id.Text()));
        }
        return found;
    }

    /// <summary>Fails unless the job lists become as if there had never been a job.</summary>
    public async Task NoJobIsLeftAsync()
    {
        List<string> left = [];
        try
        {
            await Eventually.TrueAsync(
                async () => (left = await LeftAsync()).Count == 0, "the job lists to be empty", TimeSpan.FromSeconds(30));
        }
        catch (TimeoutException)
        {
            Assert.Empty(left);
        }
    }

    /// <summary>How long after its death the jobs of a process are back in the lists or with others; null when it had none.</summary>
    public async Task<TimeSpan?> BackAfterAsync(int processId, DateTime death)
    {
        if ((await InHandAsync(processId)).Count == 0)
        {
            return null;
        }
        await Eventually.TrueAsync(
            async () => (await InHandAsync(processId)).Count == 0, "the jobs of a dead worker to be back", TimeSpan.FromSeconds(60));
        return DateTime.UtcNow - death;
    }

    public Task<bool> IsDeadAsync(string jobId) => ContainsAsync("{jobs}:dead", jobId);

    /// <summary>Forgets a job that was given up.</summary>
    public async Task ForgetDeadAsync(string jobId)
    {
        await database.ListRemoveAsync("{jobs}:dead", jobId);
        await database.KeyDeleteAsync($"{{jobs}}:job:{jobId}");
    }

    public async Task ForgetJobsAsync() => await database.KeyDeleteAsync([.. (await LeftAsync()).Select(key => (RedisKey)key)]);

    public async Task<List<string>> KeysAsync()
    {
        await ConnectedAsync();
        return [.. (await database.ExecuteAsync("KEYS", (RedisValue)"{jobs}:*")).Items().Select(key => key.Text())];
    }

    /// <summary>Redis may have been killed a moment ago: this connection is not back as soon as the services' are.</summary>
    private Task ConnectedAsync() => Eventually.TrueAsync(
        async () =>
        {
            try
            {
                await database.PingAsync();
                return true;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                return false;
            }
        },
        "the connection to Redis to be back", TimeSpan.FromSeconds(30));

    private async Task<List<string>> LeftAsync() =>
        [.. (await KeysAsync()).Where(key => Words.Any(word => key.StartsWith($"{{jobs}}:{word}", StringComparison.Ordinal)))];

    private async Task<bool> ContainsAsync(string list, string value) =>
        (await database.ListRangeAsync(list)).Contains(value);

    private static Entry Parse(string id, Dictionary<string, string> fields) => new(
        long.Parse(id.AsSpan(0, id.IndexOf('-'))), fields["type"],
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields["at"])), JsonElement.Parse(fields["data"]));
}

internal sealed record Entry(long Seq, string Type, DateTimeOffset At, JsonElement Data)
{
    public string? Id => Data.ValueKind == JsonValueKind.Object && Data.TryGetProperty("id", out var id) ? id.GetString() : null;

    public bool MakesReady => Type == EventTypes.ImageUpdated && Data.GetProperty("status").GetString() == "ready";
}
