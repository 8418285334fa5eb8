using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Tests.Browser;
using NanoBanana.Tests.Fixtures;
using static NanoBanana.Tests.Images.TusClient;

namespace NanoBanana.Tests.Images;

/// <summary>The official client of tus, tus-js-client, against the API, and what can go wrong on its way.</summary>
public sealed class TusJsClientTests(TusJsClientTests.Fixture api) : IClassFixture<TusJsClientTests.Fixture>
{
    private static readonly byte[] File = Padded(5_000_000);

    [NeedsTusJsClientFact]
    public async Task It_uploads_in_parts()
    {
        using var client = await StartAsync();
        await client.ShouldFinishAsync();
        Assert.Equal([201, 204, 204, 204, 204, 204], client.Answers.Select(answer => answer.Status));
    }

    [NeedsTusJsClientFact]
    public async Task A_connection_that_is_cut_in_the_middle_costs_only_what_was_on_its_way()
    {
        using var client = await StartAsync("cut");
        await client.ShouldFinishAsync();

        // The server may still be busy with what came before the cut: the client is told so, and asks again.
        Assert.Equal(["POST", "HEAD"], client.Answers.Take(2).Select(answer => answer.Method));
        Assert.Equal(("PATCH", 204), (client.Answers[^1].Method, client.Answers[^1].Status));
        Assert.InRange(client.Answers[^2].Offset!.Value, 1 << 20, 2_500_000 + (1 << 16));
    }

    [NeedsTusJsClientFact]
    public async Task It_goes_on_with_another_replica_when_the_first_is_killed()
    {
        await using var address = new AlternatingAddress(api.System.Apis[1].Address.Port, api.System.Apis[0].Address.Port) { First = true };
        using var client = await StartAsync(at: address.Uri);
        await client.WaitAsync(answers => answers.Any(answer => answer is { Method: "PATCH", Offset: >= 1 << 20 }), "a part");
        api.System.Apis[1].Kill();
        try
        {
            await client.ShouldFinishAsync();
            Assert.True(address.Served.All(count => count > 0));
        }
        finally
        {
            await api.System.Apis[1].RestartAsync();
        }
    }

    [NeedsTusJsClientFact]
    public async Task A_wrong_offset_is_refused_and_it_goes_on_where_the_server_stands()
    {
        using var client = await StartAsync("offset");
        await client.ShouldFinishAsync();
        Assert.Equal([201, 409, 204], client.Answers.Take(3).Select(answer => answer.Status));
        Assert.Equal(("HEAD", 0), (client.Answers[2].Method, client.Answers[2].Offset));
    }

    [NeedsTusJsClientFact]
    public async Task A_part_with_a_wrong_checksum_is_thrown_away_and_sent_again()
    {
        using var client = await StartAsync("checksum");
        await client.ShouldFinishAsync();
        Assert.Equal([201, 460, 204], client.Answers.Take(3).Select(answer => answer.Status));
        Assert.Equal(("HEAD", 0), (client.Answers[2].Method, client.Answers[2].Offset));
    }

    [NeedsTusJsClientFact]
    public async Task An_upload_that_has_expired_begins_anew()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var expired = await CreateAsync(alice, session.Id, File.Length);
        using (var part = await PatchAsync(alice.Http, expired, 0, File[..1000]))
        {
            Assert.Equal(HttpStatusCode.NoContent, part.StatusCode);
        }
        await Eventually.TrueAsync(async () =>
        {
            using var ask = new HttpRequestMessage(HttpMethod.Head, expired) { Headers = { { "Tus-Resumable", "1.0.0" } } };
            using var answer = await alice.Http.SendAsync(ask);
            return answer.StatusCode is HttpStatusCode.NotFound;
        }, "the upload to expire", TimeSpan.FromSeconds(60));

        using var client = new Client(api, alice, session, "", api.System.Apis[0].Address, expired);
        await client.ShouldFinishAsync();
        Assert.Equal([("HEAD", 404), ("POST", 201)], client.Answers.Take(2).Select(answer => (answer.Method, answer.Status)));
    }

    [NeedsTusJsClientFact]
    public async Task An_upload_that_is_aborted_is_gone()
    {
        using var client = await StartAsync("abort");
        await client.WaitAsync(answers => answers.Any(answer => answer.Method is "DELETE"), "it to be given up");
        Assert.Equal(204, client.Answers[^1].Status);
        using var ask = new HttpRequestMessage(HttpMethod.Head, client.Answers[0].Location) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        using var answer = await client.User.Http.SendAsync(ask);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<Client> StartAsync(string story = "", Uri? at = null)
    {
        var user = await api.CreateUserAsync();
        return new(api, user, await user.Api.CreateSessionAsync(), story, at ?? api.System.Apis[0].Address);
    }

    /// <summary>What the script tells of one answer, or of the end.</summary>
    private sealed record Line(string? Method, int Status, int? Offset, string? Location, string? Error, string? Done);

    /// <summary>The script that uploads the file, as a process of its own.</summary>
    private sealed class Client : IDisposable
    {
        private readonly string _file = Path.Combine(Watchdog.TemporaryDirectory(), "a.jpg");
        private readonly ChildProcess _process;

        public Client(Fixture api, TestUser user, Session session, string story, Uri address, string? begun = null)
        {
            (User, _session) = (user, session);
            System.IO.File.WriteAllBytes(_file, File);
            var wish = JsonSerializer.Serialize(new
            {
                modules = NeedsTusJsClientFactAttribute.Modules,
                endpoint = new Uri(address, Routes.ResumableUploads),
                token = user.Tokens.AccessToken,
                sessionId = session.Id,
                file = _file,
                story,
                uploadUrl = begun is null ? null : new Uri(address, begun),
            });
            var script = SourceTree.PathTo("NanoBanana.Tests", "Images", "tus-js-client", "upload.mjs");
            _process = ChildProcess.Start(new("node", [script, wish]));
        }

        private readonly Session _session;

        public TestUser User { get; }

        private List<Line> Lines => [.. _process.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.StartsWith('{')).Select(line => JsonSerializer.Deserialize<Line>(line, JsonSerializerOptions.Web)!)];

        public List<Line> Answers => [.. Lines.Where(line => line.Method is not null)];

        public Task WaitAsync(Func<List<Line>, bool> condition, string what) => Eventually.TrueAsync(
            () => condition(Lines) || (_process.HasExited ? throw new InvalidOperationException(_process.Output) : false), what,
            TimeSpan.FromSeconds(60));

        /// <summary>The session has exactly one image, which is the file.</summary>
        public async Task ShouldFinishAsync()
        {
            await WaitAsync(lines => lines.Any(line => line.Done is not null), "the upload");
            var last = Answers[^1];
            Assert.Equal(("PATCH", 204, File.Length), (last.Method, last.Status, last.Offset));
            var image = Assert.Single((await User.Api.ListSessionImagesAsync(_session.Id)).Items);
            Assert.Equal((Routes.Image(image.Id), "bar 图.jpg"), (last.Location, image.FileName));
            Assert.Equal(File, await User.Http.GetByteArrayAsync(image.Url));
        }

        public void Dispose()
        {
            _process.Dispose();
            User.Dispose();
        }
    }

    public sealed class Fixture() : SystemFixture(apis: 2, workers: 1, ("Images__UploadLifetime", "00:00:20"));
}

/// <summary>Runs where tus-js-client is installed; elsewhere it is skipped with that reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsTusJsClientFactAttribute : FactAttribute
{
    public static string Modules { get; } = SourceTree.PathTo("artifacts", "tus-js-client");

    public NeedsTusJsClientFactAttribute() => Skip = Directory.Exists(Path.Combine(Modules, "node_modules", "tus-js-client")) ? null
        : "tus-js-client is not installed: run ./test.sh where npm is.";
}
