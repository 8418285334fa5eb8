using StackExchange.Redis;

namespace NanoBanana.Core.Jobs;

/// <summary>
/// Pauses the lanes of edits. Workers finish what they have in hand and take no more; what is asked for meanwhile waits on the lists.
/// Workers look for jobs once a second, so both are so in a second.
/// </summary>
internal sealed class EditPause(IDatabase database)
{
    private static readonly RedisKey[] Lanes = [JobKeys.Paused(JobPriorities.Interactive), JobKeys.Paused(JobPriorities.Remote)];

    public async Task<bool> IsPausedAsync() => await database.KeyExistsAsync(Lanes) > 0;

    public Task SetAsync(bool paused) => paused
        ? database.StringSetAsync([.. Lanes.Select(lane => KeyValuePair.Create(lane, (RedisValue)1))])
        : database.KeyDeleteAsync(Lanes);
}
