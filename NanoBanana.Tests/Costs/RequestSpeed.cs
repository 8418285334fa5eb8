using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Costs;

/// <summary>
/// The requests that are made most, by eight users at once. <c>bench/http.sh</c> asks for more of each with <c>HTTP_SECONDS</c>, and for the figures
/// in the file <c>HTTP_REPORT</c>.
/// </summary>
public sealed class RequestSpeed
{
    private const int Users = 8;
    private const int ConnectionsPerUser = 4;
    private const int Sessions = 30;
    private const int Messages = 60;

    private static readonly string? Report = Environment.GetEnvironmentVariable("HTTP_REPORT");
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(
        double.TryParse(Environment.GetEnvironmentVariable("HTTP_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 0.2);

    [Fact]
    public async Task Every_request_is_answered()
    {
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0, KeyValuePair.Create("Limits__RequestsPerUser", (string?)"1000000"));
        var users = await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => PrepareAsync(system)));
        using var api = Process.GetProcessById(system.Apis[0].ProcessId);
        var figures = new SortedDictionary<string, double>();
        foreach (var (name, request) in ((string, Func<TestUser, string, Task<HttpResponseMessage>>)[])
        [
            ("me", (user, _) => user.Http.GetAsync(Routes.Me)),
            ("sessions", (user, _) => user.Http.GetAsync($"{Routes.Sessions}?limit=20")),
            ("messages", (user, session) => user.Http.GetAsync($"{Routes.SessionMessages(session)}?limit=50")),
            ("post", (user, session) => user.Http.PostAsJsonAsync(Routes.SessionMessages(session), new CreateMessageRequest("Hello", null))),
        ])
        {
            // What is compiled and loaded only once is not counted.
            await RunAsync(users, request, Report is null ? TimeSpan.Zero : Time);
            var before = CpuOf(api);
            var times = await RunAsync(users, request, Time);
            figures[$"{name}CpuMs"] = (CpuOf(api) - before) / times.Count;
            figures[$"{name}MsP50"] = times[times.Count / 2];
            figures[$"{name}MsP99"] = times[times.Count * 99 / 100];
        }

        Array.ForEach(users, user => user.User.Dispose());
        if (Report is not null)
        {
            await File.WriteAllTextAsync(Report, JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Key, figure => Math.Round(figure.Value, 4))));
        }
    }

    private static async Task<(TestUser User, string Session)> PrepareAsync(LocalSystem system)
    {
        var user = await system.CreateUserAsync();
        var session = "";
        for (var i = 0; i < Sessions; i++)
        {
            session = (await user.Api.CreateSessionAsync($"Session {i}")).Id;
        }

        for (var i = 0; i < Messages; i++)
        {
            await user.Api.PostMessageAsync(session, $"Message {i} of a conversation about pictures");
        }

        return (user, session);
    }

    /// <returns>What each took in milliseconds, in order.</returns>
    private static async Task<List<double>> RunAsync(
        (TestUser User, string Session)[] users, Func<TestUser, string, Task<HttpResponseMessage>> request, TimeSpan time)
    {
        var times = await Task.WhenAll(users.SelectMany(user => Enumerable.Repeat(user, ConnectionsPerUser)).Select(async user =>
        {
            var (own, watch) = (new List<double>(), Stopwatch.StartNew());
            do
            {
                var began = watch.Elapsed;
                using var answer = await request(user.User, user.Session);
                answer.EnsureSuccessStatusCode();
                own.Add((watch.Elapsed - began).TotalMilliseconds);
            }
            while (watch.Elapsed < time);
            return own;
        }));
        return [.. times.SelectMany(own => own).Order()];
    }

    private static double CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }
}
