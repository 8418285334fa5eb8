using System.Diagnostics;
using System.Globalization;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>The part of <see cref="GrowthSpeed"/> that searches.</summary>
internal static class SearchSpeed
{
    /// <summary>Searches for words that the last of a user's sessions has, where each of the others holds a hundred messages.</summary>
    public static async Task MeasureAsync(
        LocalSystem system, ConnectionMultiplexer redis, int sessions, SortedDictionary<string, double> figures)
    {
        const int Messages = 100;
        using var bob = await system.CreateUserAsync();
        var wanted = await bob.Api.CreateSessionAsync("The wanted one");
        await bob.Api.PostMessageAsync(wanted.Id, "a needle in the hay");
        var model = await bob.Api.CreateSessionAsync("Another one");
        var message = await bob.Api.PostMessageAsync(model.Id, "Please make the sky a little darker and keep the birds as they are");
        await GrowthSpeed.GrowAsync(redis.GetDatabase(), Keys.Messages(model.Id), Keys.MessageRows(model.Id), message.Id, 1, Messages, 1);
        await CopySessionAsync(redis, bob.User.Id, model.Id, sessions);

        var first = await SearchAsync(bob);
        var times = new List<double>();
        await redis.GetServers()[0].ConfigSetAsync("slowlog-log-slower-than", 500);
        var busy = await UsedAsync(redis);
        var found = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var (ids, milliseconds) = await SearchAsync(bob);
            times.Add(milliseconds);
            found = ids;
        }

        Assert.Equal([wanted.Id], found);
        figures["searchFirstMs"] = first.Milliseconds;
        figures["searchMs"] = times.Order().ElementAt(times.Count / 2);
        figures["searchRedisMs"] = (await UsedAsync(redis) - busy) / times.Count;
        figures["searchLongestRedisCommandMs"] = await LongestAsync(redis);
    }

    private static async Task<(List<string> Ids, double Milliseconds)> SearchAsync(TestUser user)
    {
        var started = Stopwatch.GetTimestamp();
        var (ids, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await user.Api.ListSessionsAsync("needle", cursor);
            ids.AddRange(page.Items.Select(session => session.Id.Value));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return (ids, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Sessions of the same user with the same rows, as if they had been written there.</summary>
    private static async Task CopySessionAsync(ConnectionMultiplexer redis, UserId userId, SessionId id, int count)
    {
        var database = redis.GetDatabase();
        RedisKey[] from = [Keys.Session(id), Keys.Members(id), Keys.Messages(id), Keys.MessageRows(id)];
        foreach (var some in Enumerable.Range(1, count).Chunk(200))
        {
            await Task.WhenAll(some.SelectMany(i =>
            {
                var copy = new SessionId($"{i:x16}{id.Value[16..]}");
                RedisKey[] to = [Keys.Session(copy), Keys.Members(copy), Keys.Messages(copy), Keys.MessageRows(copy)];
                return from.Zip(to, (source, target) => (Task)database.KeyCopyAsync(source, target))
                    .Append(database.SortedSetAddAsync(Keys.UserSessions(userId), copy.Value, 1_700_000_000_000 + i));
            }));
        }
    }

    private static async Task<double> UsedAsync(ConnectionMultiplexer redis) =>
        (await redis.GetServers()[0].InfoAsync("commandstats")).SelectMany(group => group)
            .Sum(line => double.Parse(line.Value.Split(',')[1].Split('=')[1], CultureInfo.InvariantCulture)) / 1000;

    /// <returns>Milliseconds of the longest command of a search; 0 when none took half a millisecond.</returns>
    private static async Task<double> LongestAsync(ConnectionMultiplexer redis)
    {
        var longest = await redis.GetServers()[0].SlowlogGetAsync(1000);
        return longest.Where(entry => entry.Arguments[0].ToString() is "BITFIELD_RO" or "ZREVRANGEBYSCORE" or "HMGET" or "HGETALL")
            .Select(entry => entry.Duration.TotalMilliseconds).DefaultIfEmpty(0).Max();
    }
}
