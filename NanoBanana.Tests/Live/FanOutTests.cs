using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Live;

/// <summary>
/// Many followers of one session. That each gets every event once and in order decides the test; what a delivery costs is only written
/// down, for <c>bench/fanout.sh</c>, which asks for more: <c>FANOUT_FOLLOWERS</c>, <c>FANOUT_EVENTS</c> and <c>FANOUT_RATE</c> (per
/// second), reported to the file <c>FANOUT_REPORT</c>.
/// </summary>
public sealed class FanOutTests(FanOutTests.Fixture api) : IClassFixture<FanOutTests.Fixture>
{
    private static readonly int Followers = Asked("FANOUT_FOLLOWERS", 40);
    private static readonly int Events = Asked("FANOUT_EVENTS", 40);
    private static readonly int Rate = Asked("FANOUT_RATE", 40);

    /// <summary>What comes first also pays for what the service compiles; it is not counted.</summary>
    private static readonly int WarmUp = Events;

    [Fact]
    public async Task Each_of_many_followers_gets_every_event_once_and_in_order()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Crowded");
        var crowd = new Crowd(WarmUp + Events);
        var followers = new List<Task<List<(int Seq, int Number)>>>();
        for (var i = 0; i < Followers; i++)
        {
            followers.Add(await crowd.FollowAsync(api.System.Apis[0].Address, alice.Tokens.AccessToken, session.Id));
        }

        await PostAsync(alice, session.Id, crowd, 0, WarmUp);
        await Eventually.TrueAsync(() => crowd.Delivered == WarmUp * Followers, "the warm-up to arrive", TimeSpan.FromMinutes(2));
        using var process = Process.GetProcessById(api.System.Apis[0].ProcessId);
        var before = process.TotalProcessorTime;
        await PostAsync(alice, session.Id, crowd, WarmUp, Events);
        var received = await Task.WhenAll(followers).WaitAsync(TimeSpan.FromMinutes(2));
        process.Refresh();
        var spent = process.TotalProcessorTime - before;

        foreach (var events in received)
        {
            // Requests under way together may be written in another order than they were begun.
            Assert.Equal(Enumerable.Range(0, WarmUp + Events), events.Select(next => next.Number).Order());
            Assert.Equal(Enumerable.Range(0, events.Count).Select(i => events[0].Seq + i), events.Select(next => next.Seq));
        }

        Report(spent, [.. crowd.Latencies.Where(delivery => delivery.Event >= WarmUp).Select(delivery => delivery.Milliseconds).Order()]);
    }

    /// <summary>At an even pace, whether or not the answer is there.</summary>
    private static async Task PostAsync(TestUser user, SessionId sessionId, Crowd crowd, int first, int count)
    {
        var posting = new List<Task>();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate));
        for (var i = first; i < first + count; i++)
        {
            await pace.WaitForNextTickAsync();
            crowd.Begins(i);
            posting.Add(user.Api.PostMessageAsync(sessionId, $"#{i}# make the banana a little more yellow, please"));
        }

        await Task.WhenAll(posting);
    }

    private static void Report(TimeSpan spent, double[] latencies)
    {
        if (Environment.GetEnvironmentVariable("FANOUT_REPORT") is not { Length: > 0 } file)
        {
            return;
        }

        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            commit = Environment.GetEnvironmentVariable("FANOUT_COMMIT"),
            machine = new
            {
                processors = Environment.ProcessorCount,
                os = RuntimeInformation.OSDescription,
                runtime = RuntimeInformation.FrameworkDescription,
            },
            followers = Followers,
            events = Events,
            perSecond = Rate,
            cpuMicrosecondsPerDelivery = Math.Round(spent.TotalMicroseconds / latencies.Length, 1),
            latencyMilliseconds = new { p50 = At(0.5), p99 = At(0.99), max = At(1) },
        }));

        double At(double share) => Math.Round(latencies[(int)(share * (latencies.Length - 1))], 2);
    }

    private static int Asked(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var asked) ? asked : otherwise;

    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 0, ("Logging__LogLevel__Default", "Warning"), ("Limits__ConnectionsPerUser", "100000"),
        ("Limits__RequestsPerUser", "1000000"));

    /// <summary>Followers as they are on the wire, so that reading costs little.</summary>
    private sealed class Crowd(int events)
    {
        private readonly long[] _begun = new long[events];
        private int _delivered;

        public int Delivered => Volatile.Read(ref _delivered);

        public ConcurrentQueue<(int Event, double Milliseconds)> Latencies { get; } = new();

        public void Begins(int number) => _begun[number] = Stopwatch.GetTimestamp();

        /// <returns>Done once all events are there, in the order in which they came.</returns>
        public async Task<Task<List<(int Seq, int Number)>>> FollowAsync(Uri address, string token, SessionId sessionId)
        {
            var socket = new ClientWebSocket();
            var hub = new UriBuilder(new Uri(address, $"{Routes.Hub}?access_token={token}")) { Scheme = "ws" };
            await socket.ConnectAsync(hub.Uri, CancellationToken.None);
            var hello = $$"""{"protocol":"json","version":1}{{'\u001e'}}"""
                + $$"""{"type":4,"invocationId":"1","target":"Follow","arguments":["{{sessionId}}",0]}{{'\u001e'}}""";
            await socket.SendAsync(Encoding.UTF8.GetBytes(hello), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            return ReadAsync(socket);
        }

        private async Task<List<(int Seq, int Number)>> ReadAsync(ClientWebSocket socket)
        {
            using var connection = socket;
            var received = new List<(int Seq, int Number)>(events);
            var (buffer, length) = (new byte[64 * 1024], 0);
            while (received.Count < events)
            {
                length += (await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None)).Count;
                var now = Stopwatch.GetTimestamp();
                int end;
                while ((end = buffer.AsSpan(0, length).IndexOf((byte)'\u001e')) >= 0)
                {
                    Take(buffer.AsSpan(0, end), now, received);
                    buffer.AsSpan(end + 1, length - end - 1).CopyTo(buffer);
                    length -= end + 1;
                }
            }

            return received;
        }

        private void Take(ReadOnlySpan<byte> record, long now, List<(int Seq, int Number)> received)
        {
            if (record.IndexOf("message.created"u8) < 0)
            {
                return;
            }

            var number = Number(record, "#"u8);
            received.Add((Number(record, "\"seq\":"u8), number));
            Latencies.Enqueue((number, Stopwatch.GetElapsedTime(_begun[number], now).TotalMilliseconds));
            Interlocked.Increment(ref _delivered);
        }

        private static int Number(ReadOnlySpan<byte> record, ReadOnlySpan<byte> behind)
        {
            var digits = record[(record.IndexOf(behind) + behind.Length)..];
            return int.Parse(digits[..digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9')], CultureInfo.InvariantCulture);
        }
    }
}
