using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Costs;

/// <summary>
/// Pages of lists that have grown: their first one, and one far behind; and a search of many sessions. <c>bench/growth.sh</c> asks for more
/// rows with <c>GROWTH_ROWS</c>, and for the figures in the file <c>GROWTH_REPORT</c>.
/// </summary>
public sealed class GrowthSpeed
{
    private const int Few = 100;

    private static readonly string? Report = Environment.GetEnvironmentVariable("GROWTH_REPORT");
    private static readonly int Rows =
        int.TryParse(Environment.GetEnvironmentVariable("GROWTH_ROWS"), CultureInfo.InvariantCulture, out var rows) ? rows : 300;
    private static readonly int Requests = Report is null ? 3 : 4000;

    /// <summary>
    /// Copies the only row of a list. KEYS: order, rows; ARGV: the id to copy, from and to which number, score of the first.
    /// </summary>
    private const string Copy = """
        local row = redis.call('HGET', KEYS[2], ARGV[1])
        for i = tonumber(ARGV[2]), tonumber(ARGV[3]) do
          local id = string.format('%016x', i) .. string.sub(ARGV[1], 17)
          redis.call('HSET', KEYS[2], id, (string.gsub(row, ARGV[1], id)))
          redis.call('ZADD', KEYS[1], ARGV[4] + i, id)
        end
        """;

    [Fact]
    public async Task A_page_of_a_long_list_is_a_page()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create("Limits__RequestsPerUser", (string?)"1000000"));
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{system.Redis.ConnectionString},allowAdmin=true");
        using var alice = await system.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("A long one");
        var message = await alice.Api.PostMessageAsync(session.Id, "Hello");
        using var api = Process.GetProcessById(system.Apis[0].ProcessId);
        var figures = new SortedDictionary<string, double>();
        foreach (var (count, name) in new[] { (Few, "few"), (Rows, "many") })
        {
            var from = count == Few ? 1 : Few + 1;
            await GrowAsync(redis.GetDatabase(), Keys.Messages(session.Id), Keys.MessageRows(session.Id), message.Id, from, count, 1);
            await GrowAsync(
                redis.GetDatabase(), Keys.UserSessions(alice.User.Id), Keys.UserSeen(alice.User.Id), session.Id, from, count,
                1_600_000_000_000);
            figures[$"messages{name}CpuMs"] = await MeasureAsync<Message>(alice, api, Routes.SessionMessages(session.Id), count);
            figures[$"sessions{name}CpuMs"] = await MeasureAsync<Session>(alice, api, Routes.Sessions, count);
        }

        await SearchSpeed.MeasureAsync(system, redis, Math.Max(10, Rows / 10), figures);
        if (Report is not null)
        {
            await File.WriteAllTextAsync(
                Report, JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, 4))));
        }
    }

    /// <returns>CPU milliseconds of a page, the first one and one in the middle in turn.</returns>
    private static async Task<double> MeasureAsync<T>(TestUser user, Process api, string list, int count)
    {
        var cursor = await MiddleAsync<T>(user, list, count);
        string[] pages = [$"{list}?limit=50", $"{list}?limit=50&cursor={cursor}"];
        await AskAsync(Requests);
        api.Refresh();
        var before = api.TotalProcessorTime;
        await AskAsync(Requests);
        api.Refresh();
        return (api.TotalProcessorTime - before).TotalMilliseconds / Requests;

        Task AskAsync(int requests) => Parallel.ForEachAsync(
            Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancellationToken) =>
            {
                var page = await user.Http.GetStringAsync(pages[i % 2], cancellationToken);
                Assert.Equal(50, JsonSerializer.Deserialize<Page<T>>(page, ContractJson.Default.Options)!.Items.Count);
            });
    }

    private static async Task<string> MiddleAsync<T>(TestUser user, string list, int count)
    {
        var cursor = "";
        for (var read = 0; read < Math.Min(count, 20_000) / 2; read += 100)
        {
            var page = await user.Http.GetStringAsync(
                $"{list}?limit={Math.Min(100, count / 2)}{(cursor is "" ? "" : $"&cursor={cursor}")}");
            cursor = JsonSerializer.Deserialize<Page<T>>(page, ContractJson.Default.Options)!.NextCursor!;
        }

        return cursor;
    }

    internal static async Task GrowAsync(IDatabase database, RedisKey order, RedisKey rows, string id, int from, int to, long score)
    {
        for (var next = from; next <= to; next += 1000)
        {
            await database.ScriptEvaluateAsync(Copy, [order, rows], [id, next, Math.Min(to, next + 999), score]);
        }
    }
}
