using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Operations;

/// <summary>What a collector of traces is told.</summary>
public sealed class TraceTests
{
    [Theory]
    [InlineData("/api/invites/c0de", "/api/invites/{code}")]
    [InlineData("/join/c0de", "/join/{code}")]
    [InlineData("http://api:8080/api/snapshots/c0de?limit=Redacted", "http://api:8080/api/snapshots/{code}?limit=Redacted")]
    [InlineData("/snapshots/c0de/images", "/snapshots/{code}/images")]
    [InlineData("/api/sessions/s/snapshots", "/api/sessions/s/snapshots")]
    [InlineData("/api/images/1", "/api/images/1")]
    public void The_code_of_a_link_is_taken_out(string address, string exported)
    {
        using var activity = new Activity("request");
        using var redaction = new LinkCodeRedaction();
        activity.SetTag("url.path", address).SetTag("url.full", address);
        redaction.OnEnd(activity);
        Assert.Equal((exported, exported), (activity.GetTagItem("url.path"), activity.GetTagItem("url.full")));
    }

    [Fact]
    public async Task A_collector_sees_neither_codes_nor_tokens_nor_signatures()
    {
        var received = new ConcurrentQueue<byte[]>();
        await using var collector = await CollectAsync(received);
        await using var system = await LocalSystem.StartAsync(
            apis: 1, workers: 0,
            KeyValuePair.Create("OTEL_EXPORTER_OTLP_ENDPOINT", (string?)collector.Urls.First()),
            KeyValuePair.Create("OTEL_EXPORTER_OTLP_PROTOCOL", (string?)"http/protobuf"),
            KeyValuePair.Create("OTEL_BSP_SCHEDULE_DELAY", (string?)"200"));
        await using var web = await WebFixture.StartWebAsync(system);
        using var alice = await system.CreateUserAsync();
        using var bob = await system.CreateUserAsync();
        using var browser = new FormBrowser(web.Address);
        var session = await alice.Api.CreateSessionAsync("Traced");
        var image = await Images.Uploads.UploadAsync(alice, session.Id, TestImages.Png(8, 8));
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        (await browser.Http.GetAsync($"/join/{invite.Code}")).Dispose();
        (await browser.Http.GetAsync($"/snapshots/{snapshot.Id}")).Dispose();
        (await alice.Http.GetAsync(image.Url)).Dispose();
        await bob.Api.JoinAsync(invite.Code);
        await using (var live = bob.Live(replica: 0))
        await using (var follower = new Live.EventSubscriber(end => live.Follow(session.Id, 0, end)))
        {
            await Eventually.TrueAsync(() => follower.Events.Any(), "the follower to hear something");
        }

        string Traces() => string.Concat(received.Select(Encoding.Latin1.GetString));
        await Eventually.TrueAsync(
            () => Traces() is var sent && sent.Contains("/api/invites/{code}", StringComparison.Ordinal)
                && sent.Contains("/snapshots/{code}", StringComparison.Ordinal) && sent.Contains("/join/{code}", StringComparison.Ordinal)
                && sent.Contains($"/api/images/{image.Id}", StringComparison.Ordinal),
            "the spans to arrive", TimeSpan.FromSeconds(60));
        var signature = image.Url[(image.Url.IndexOf("signature=", StringComparison.Ordinal) + "signature=".Length)..];
        Assert.All(
            (string[])[invite.Code, snapshot.Id, signature, bob.Tokens.AccessToken, alice.Tokens.AccessToken],
            secret => Assert.DoesNotContain(secret, Traces(), StringComparison.Ordinal));
    }

    private static async Task<WebApplication> CollectAsync(ConcurrentQueue<byte[]> received)
    {
        var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{kind}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.Enqueue(body.ToArray());
            return Results.Ok();
        });
        await collector.StartAsync();
        return collector;
    }
}
