using System.Diagnostics;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Costs;

/// <summary>Eight users who make the commonest requests, each on four connections at once.</summary>
internal sealed class RequestLoad(RequestLoad.Caller[] users) : IDisposable
{
    private const int Users = 8;
    private const int ConnectionsPerUser = 4;
    private const int Sessions = 30;
    private const int Messages = 60;

    public static readonly (string Name, Func<HttpClient, string, Task<HttpResponseMessage>> Request)[] Requests =
    [
        ("me", (http, _) => http.GetAsync(Routes.Me)),
        ("sessions", (http, _) => http.GetAsync($"{Routes.Sessions}?limit=20")),
        ("messages", (http, session) => http.GetAsync($"{Routes.SessionMessages(session)}?limit=50")),
        ("post", (http, session) => http.PostAsJsonAsync(Routes.SessionMessages(session), new CreateMessageRequest("Hello", null))),
    ];

    /// <param name="others">More processes of the API, besides that of the system.</param>
    public static async Task<RequestLoad> PrepareAsync(LocalSystem system, params Uri[] others) =>
        new(await Task.WhenAll(Enumerable.Range(0, Users).Select(_ => PrepareUserAsync(system, [system.Apis[0].Address, .. others]))));

    /// <returns>What each took in milliseconds, in order.</returns>
    public async Task<List<double>> RunAsync(
        Func<HttpClient, string, Task<HttpResponseMessage>> request, TimeSpan time, int replica = 0)
    {
        var times = await Task.WhenAll(users.SelectMany(user => Enumerable.Repeat(user, ConnectionsPerUser)).Select(async user =>
        {
            var (own, watch) = (new List<double>(), Stopwatch.StartNew());
            do
            {
                var began = watch.Elapsed;
                using var answer = await request(user.Clients[replica], user.Session);
                answer.EnsureSuccessStatusCode();
                own.Add((watch.Elapsed - began).TotalMilliseconds);
            }
            while (watch.Elapsed < time);
            return own;
        }));
        return [.. times.SelectMany(own => own).Order()];
    }

    public static double CpuOf(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime.TotalMilliseconds;
    }

    public void Dispose()
    {
        foreach (var user in users)
        {
            Array.ForEach(user.Clients, client => client.Dispose());
            user.User.Dispose();
        }
    }

    private static async Task<Caller> PrepareUserAsync(LocalSystem system, Uri[] apis)
    {
        var user = await system.CreateUserAsync();
        var session = default(SessionId);
        for (var i = 0; i < Sessions; i++)
        {
            session = (await user.Api.CreateSessionAsync($"Session {i}")).Id;
        }

        for (var i = 0; i < Messages; i++)
        {
            await user.Api.PostMessageAsync(session, $"Message {i} of a conversation about pictures");
        }

        return new(user, session, [.. apis.Select(api => LoopbackClient.Create(api, user.Tokens.AccessToken))]);
    }

    /// <param name="Clients">One for each replica.</param>
    internal sealed record Caller(TestUser User, SessionId Session, HttpClient[] Clients);
}
