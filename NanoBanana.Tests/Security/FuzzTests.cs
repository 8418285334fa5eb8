using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.WebUtilities;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using Xunit.Abstractions;

namespace NanoBanana.Tests.Security;

/// <summary>
/// Whatever is sent: no answer is a failure of ours, none tells how we are built, and what the sender may not change stays as it is.
/// NANOBANANA_FUZZ_CASES sets how many of each kind, NANOBANANA_FUZZ_SEED repeats a run.
/// </summary>
public sealed class FuzzTests(ApiFixture api, ITestOutputHelper output) : IClassFixture<ApiFixture>
{
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("NANOBANANA_FUZZ_CASES"), out var cases)
        ? cases
        : 150;

    private static readonly ulong Seed = ulong.TryParse(Environment.GetEnvironmentVariable("NANOBANANA_FUZZ_SEED"), out var seed)
        ? seed : (ulong)Random.Shared.NextInt64();

    [Fact]
    public Task Json_bodies() => FuzzAsync(scenario => Attacks.Bodies(
    [
        ("PUT", Routes.Session(scenario.SessionId)), ("POST", Routes.SessionMessages(scenario.SessionId)), ("PUT", Routes.Message(
            scenario["message"])),
        ("POST", Routes.Members(scenario.SessionId)), ("POST", Routes.SessionInvites(scenario.SessionId)), ("POST", Routes.SessionSnapshots(
            scenario.SessionId)),
        ("POST", Routes.SessionEdits(scenario.SessionId)), ("POST", Routes.Invite(scenario["image"])), ("POST", Routes.Upload),
            ("PUT", Routes.Me),
        ("POST", Routes.Login), ("POST", Routes.Register), ("POST", Routes.Refresh), ("DELETE", Routes.Me),
    ]));

    [Fact]
    public Task Cursors_limits_and_searches() => FuzzAsync(scenario => Attacks.Cursors(
    [
        Routes.Sessions, Routes.SessionMessages(scenario.SessionId), Routes.SessionImages(scenario.SessionId), Routes.Images,
            Routes.Members(scenario.SessionId),
        Routes.SessionInvites(scenario.SessionId), Routes.SessionSnapshots(scenario.SessionId), Routes.Devices,
    ]));

    [Fact]
    public Task Ids() => FuzzAsync(scenario => Attacks.Ids(
        [
            .. Rules.All.Where(rule => rule.Body != "form" && rule.Path.Contains('{'))
                .Select(rule => (rule.Method.Method, System.Text.RegularExpressions.Regex.Replace(rule.Path, @"\{[^}]*\}", "{}"))),
        ],
        [scenario.SessionId, scenario["image"], scenario["message"], scenario["invite"]]));

    [Fact]
    public async Task Signed_addresses()
    {
        using var users = await TestUsers.CreateAsync(api.System);
        var scenario = await SessionScenario.CreateAsync(users);
        // Of a variant that has to be named: without a name the original is meant.
        var signed = (await users.Viewer.SettledAsync(new(scenario["image"]))).ThumbnailUrl!;
        using var anybody = api.CreateClient();
        await CheckAsync(Attacks.Addresses(signed), async attack =>
        {
            // An address that still says the same is the same address, whatever else it says.
            if (!Parts(signed).SequenceEqual(Parts(attack.Path)))
            {
                var answer = await SendAsync(anybody, attack);
                Assert.True(
                    answer is HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized,
                    $"{(int)answer}: {attack}");
            }
        });
    }

    [Fact]
    public Task Multipart_framing() => FuzzAsync(scenario => Attacks.Forms(scenario.SessionId, TestImages.Png(8, 8)));

    [Fact]
    public async Task Image_files()
    {
        using var alice = await api.CreateUserAsync();
        var session = (await alice.Api.CreateSessionAsync("Broken pictures")).Id;
        byte[][] files = [
            TestImages.JpegWithGps(16, 12), TestImages.Png(16, 12, alpha: true), TestImages.WebP(16, 12), TestImages.Gif(16, 12, 2),
            TestImages.AnimatedWebP(16, 12, 2), TestImages.Avif(16, 12), TestImages.Bmp(16, 12), TestImages.Tiff(16, 12)];
        await CheckAsync(Attacks.Pictures(files), async file =>
        {
            using var response = await alice.UploadRawAsync(session, file);
            Assert.True((int)response.StatusCode is 201 or 413 or 415 or 422 or 429, $"{(int)response.StatusCode}");
        });

        // What was taken in is judged in the end, and the workers are still there.
        foreach (var image in (await alice.Api.ListSessionImagesAsync(session, limit: 100)).Items)
        {
            await alice.SettledAsync(image.Id, TimeSpan.FromSeconds(60));
        }
    }

    private static IEnumerable<string> Parts(string address)
    {
        var query = QueryHelpers.ParseQuery(address[address.IndexOf('?')..]);
        return ((string[])["variant", "reader", "expires", "signature", "snapshot"]).Select(
            name => query.TryGetValue(name, out var value) ? value.ToString() : "");
    }

    /// <summary>Fuzzes a session of somebody else's: by one who may only look, and by one who may not even that.</summary>
    private async Task FuzzAsync(Func<SessionScenario, Gen<Attack>> make)
    {
        using var users = await TestUsers.CreateAsync(api.System);
        var scenario = await SessionScenario.CreateAsync(users);
        using var viewer = users.ClientOf(Caller.Viewer);
        using var stranger = users.ClientOf(Caller.Stranger);
        var before = await scenario.LookAsync();
        await CheckAsync(make(scenario), async attack =>
        {
            await SendAsync(viewer, attack);
            await SendAsync(stranger, attack);
        });
        Assert.Equal(before, await scenario.LookAsync());
    }

    private async Task CheckAsync<T>(Gen<T> cases, Func<T, Task> check)
    {
        output.WriteLine($"{Cases} cases, NANOBANANA_FUZZ_SEED={Seed}");
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(Seed, 1).WithQuietOnSuccess(true);
        await Task.Run(() => Check.One(config, Prop.ForAll(Arb.From(cases), check)));
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient http, Attack attack)
    {
        using var request = attack.Request();
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode}: {attack}\n{body}");
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);

        // What is no HTTP is refused before it reaches us, without a word.
        if (body.Length > 0)
        {
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
        return response.StatusCode;
    }
}
