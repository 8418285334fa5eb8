using System.Diagnostics;
using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Faults;

/// <summary>A Redis that is there and says nothing: the worst kind, for nothing tells that it is gone.</summary>
[Collection(SharedFaults.Name)]
public sealed class RedisPauseTests(FaultSystem faults, ITestOutputHelper output)
{
    [Fact]
    public async Task A_frozen_redis_is_answered_with_503_and_forgotten_when_it_is_back()
    {
        var tally = new FaultReport("Redis frozen (SIGSTOP) for 10 s", output);
        await FaultCampaign.RunAsync(share: 0.03, seconds: 1, _ => PauseAsync(tally, () =>
        {
            faults.System.Redis.Pause();
            return Task.CompletedTask;
        }, faults.System.Redis.Resume));
        tally.Close();
    }

    [Fact]
    public async Task A_redis_that_keeps_its_clients_waiting_is_answered_with_503_and_forgotten_when_it_is_back()
    {
        var tally = new FaultReport("Redis keeps clients waiting (CLIENT PAUSE) for 10 s", output);
        await FaultCampaign.RunAsync(share: 0.03, seconds: 1, _ => PauseAsync(tally,
            () => faults.Inspector.Database.ExecuteAsync("CLIENT", "PAUSE", "10000", "ALL"), () => { }));
        tally.Close();
    }

    private async Task PauseAsync(FaultReport tally, Func<Task> pause, Action resume)
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Silence");
        await using var witness = new EventRecorder(faults.LiveOf(alice), session.Id);
        await alice.Api.PostMessageAsync(session.Id, "before");
        await witness.ReachesAsync(1);

        var clock = Stopwatch.StartNew();
        await pause();
        try
        {
            var answers = await Task.WhenAll(
                AskAsync(() => alice.Http.GetAsync(Routes.Session(session.Id))),
                AskAsync(() => alice.Http.GetAsync(Routes.Sessions)),
                AskAsync(() => alice.Http.PostAsync(Routes.SessionMessages(session.Id), JsonBody("""{"text":"meanwhile"}"""))),
                AskAsync(() => KeyedAsync(alice, session.Id)),
                AskAsync(() => alice.UploadRawAsync(session.Id, Uploads.UniqueJpeg())));
            output.WriteLine($"Answered with 503 after {string.Join(", ", answers.Select(after => $"{after.TotalSeconds:0.0} s"))}.");
            Assert.All(answers, after => Assert.InRange(after, TimeSpan.Zero, TimeSpan.FromSeconds(9)));
            tally.Items += answers.Length;
            await Task.Delay(TimeSpan.FromSeconds(10) - clock.Elapsed is { Ticks: > 0 } rest ? rest : TimeSpan.Zero);
        }
        finally
        {
            resume();
        }

        clock.Restart();
        Assert.All(faults.System.Apis.Concat(faults.System.Workers), service => Assert.False(service.HasExited));
        await Eventually.TrueAsync(() => IsUploadedAsync(alice, session.Id), "an upload to be taken again", TimeSpan.FromSeconds(30));
        tally.Recovered(clock.Elapsed);
        await alice.SettledAsync((await alice.Api.ListSessionImagesAsync(session.Id)).Items[0].Id, TimeSpan.FromSeconds(30));
        await faults.Inspector.NoJobIsLeftAsync();
        var last = (await alice.Api.GetSessionAsync(session.Id)).LastSeq;
        await witness.ReachesAsync(last);
        Assert.Equal((0, 0), witness.Compare(last));
        tally.Kills++;
    }

    private static async Task<TimeSpan> AskAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var clock = Stopwatch.StartNew();
        using var response = await ask();
        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.NotNull(response.Headers.RetryAfter?.Delta);
        return clock.Elapsed;
    }

    private static Task<HttpResponseMessage> KeyedAsync(TestUser user, SessionId sessionId)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Routes.SessionMessages(sessionId))
        {
            Content = JsonBody("""{"text":"once"}"""),
        };
        request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        return user.Http.SendAsync(request);
    }

    private static async Task<bool> IsUploadedAsync(TestUser user, SessionId sessionId)
    {
        using var response = await user.UploadRawAsync(sessionId, Uploads.UniqueJpeg());
        return response.StatusCode == HttpStatusCode.Created;
    }

    private static StringContent JsonBody(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
