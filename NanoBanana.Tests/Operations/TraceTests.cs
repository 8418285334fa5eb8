using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using NanoBanana.Tests.Browser;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Fixtures.Telemetry;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Operations;

/// <summary>What a collector is told, from a tap in one browser to what another one shows.</summary>
public sealed class TraceTests(TracedSystem traced) : IClassFixture<TracedSystem>
{
    private const string Prompt = "make it black and white";
    private const string Redis = "db.system";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("http://api/api/invites/c0de", "http://api/api/invites/{code}")]
    [InlineData("http://api/join/c0de", "http://api/join/{code}")]
    [InlineData("http://api:8080/api/snapshots/c0de?limit=Redacted", "http://api:8080/api/snapshots/{code}?limit=Redacted")]
    [InlineData("http://api/snapshots/c0de/images", "http://api/snapshots/{code}/images")]
    [InlineData("http://api/api/sessions/01a2213a2ae77000b0e2e04ea88a999b/snapshots", "http://api/api/sessions/{id}/snapshots")]
    [InlineData("https://s3.example/bucket/originals/5f70bf18a086007016e948b04aed3b82", "https://s3.example/bucket/originals/{id}")]
    [InlineData("http://api/api/users/ada@example.org", "http://api/api/users/{id}")]
    [InlineData("http://api/health", "http://api/health")]
    public void An_address_is_told_as_a_route(string address, string exported)
    {
        using var activity = new Activity("request");
        using var redaction = new AddressRedaction();
        activity.SetTag("url.full", address);
        redaction.OnEnd(activity);
        Assert.Equal(exported, activity.GetTagItem("url.full"));
    }

    [Fact]
    public async Task A_trace_goes_from_a_tap_to_the_page_that_shows_the_result()
    {
        await using var scenario = new BrowserScenario(traced.Browser, traced.Web.Address, "trace");
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var session = new SessionScreen(page);
        await session.CreateAsync();
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await new CanvasScreen(page).ShouldShowAsync("quarters.png");
        await session.AskAsync(Prompt);
        await Expect(session.Messages).ToHaveCountAsync(2);

        await ShouldLeadAsync(
            ("NanoBanana.Web", "receive image.updated"), ("NanoBanana.Api", "push image.updated"), ("NanoBanana.Worker", "commit"),
            ("NanoBanana.Worker", "job thumbnail"), ("NanoBanana.Api", "POST /api/images/upload/"), ("NanoBanana.Web", "POST"),
            ("NanoBanana.Web", "POST upload/{sessionId}"));
        await ShouldLeadAsync(
            ("NanoBanana.Web", "receive edit.succeeded"), ("NanoBanana.Api", "push edit.succeeded"), ("NanoBanana.Worker", "commit"),
            ("NanoBanana.Worker", "job edit"), ("NanoBanana.Api", "POST /api/sessions/{sessionId}/edits"), ("NanoBanana.Web", "POST"));
        await ShouldLeadAsync(
            ("NanoBanana.Web", "receive edit.queued"), ("NanoBanana.Api", "push edit.queued"), ("NanoBanana.Api", "commit"),
            ("NanoBanana.Api", "POST /api/sessions/{sessionId}/edits"));
        await ShouldLeadAsync(("NanoBanana.Worker", "generate_content"), ("NanoBanana.Worker", "job edit"));

        // Commands belong to what they are for; the polls of the loops, to which nobody belongs, are left out.
        await Eventually.TrueAsync(
            () => traced.Collector.Spans.Any(span => span.Tags.ContainsKey(Redis) && NameOf(span.Parent) == "commit"),
            "a command of a commit", Patience);
        var spans = traced.Collector.Spans;
        Assert.DoesNotContain(spans, span => span.Tags.ContainsKey(Redis) && span.Parent.Length == 0);
        Assert.Single(spans, span => span.Name == "push edit.succeeded");
        Assert.DoesNotContain(
            spans, span => span.Name.Contains("Hub/", StringComparison.Ordinal) || span.Name.EndsWith(".js", StringComparison.Ordinal));
        await ShouldCountAsync("nanobanana.jobs.queued", 1, ("nanobanana.job.kind", "edit"), ("nanobanana.job.lane", "edits"));
        await ShouldCountAsync("nanobanana.jobs.duration", 1, ("nanobanana.job.kind", "thumbnail"), ("nanobanana.outcome", "done"));
        await ShouldCountAsync("nanobanana.jobs.wait", 1, ("nanobanana.job.kind", "edit"));
        await ShouldCountAsync("nanobanana.edits.asked", 1, ("nanobanana.engine", "local"));
        await ShouldCountAsync("nanobanana.edits.duration", 1, ("nanobanana.engine", "local"), ("nanobanana.outcome", "delivered"));
        await ShouldCountAsync("nanobanana.engine.calls", 1, ("nanobanana.outcome", "answered"));
        await ShouldCountAsync("gen_ai.client.operation.duration", 1, ("gen_ai.operation.name", "generate_content"));
        await ShouldCountAsync("nanobanana.live.lag", 1, ("nanobanana.event.type", "edit.succeeded"));
        await ShouldCountAsync("nanobanana.events.appended", 6);
        await ShouldCountAsync("nanobanana.live.followers", 1);
        await ShouldCountAsync("nanobanana.storage.duration", 1, ("nanobanana.storage.operation", "put"), ("nanobanana.outcome", "done"));
        await ShouldCountAsync("nanobanana.uploads", 1, ("nanobanana.outcome", "stored"));
        await ShouldCountAsync("nanobanana.accounts.registered", 1);
        await ShouldCountAsync("nanobanana.queue.dead", 0);
        await ShouldCountAsync("nanobanana.redis.memory", 1);
        await Eventually.TrueAsync(
            () => (string[])["account.registered", "edit.started", "edit.finished"] is var names
                && names.All(name => traced.Collector.Logs.Any(log => log.EventName == name)),
            "the events of the day", Patience);
        ShouldHoldNoSecrets(Prompt, "quarters.png");
    }

    [Fact]
    public async Task A_collector_sees_neither_codes_nor_tokens_nor_signatures()
    {
        using var alice = await traced.System.CreateUserAsync();
        using var bob = await traced.System.CreateUserAsync();
        using var browser = new FormBrowser(traced.Web.Address);
        var session = await alice.Api.CreateSessionAsync("A private title");
        var image = await Images.Uploads.UploadAsync(alice, session.Id, TestImages.Png(8, 8));
        var invite = await alice.Api.CreateInviteAsync(session.Id, new(Role.Viewer));
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);
        (await browser.Http.GetAsync($"/join/{invite.Code}")).Dispose();
        (await browser.Http.GetAsync($"/api/invites/{invite.Code}/thumbnail")).Dispose();
        (await browser.Http.GetAsync($"/snapshots/{snapshot.Id}")).Dispose();
        (await browser.Http.GetAsync("/no/such/page/of/ada@example.org")).Dispose();
        (await alice.Http.GetAsync(image.Url)).Dispose();
        await bob.Api.JoinAsync(invite.Code);
        await using (var live = bob.Live(replica: 0))
        await using (var follower = new Live.EventSubscriber(end => live.Follow(session.Id, 0, end)))
        {
            await Eventually.TrueAsync(() => follower.Events.Any(), "the follower to hear something");
        }

        await Eventually.TrueAsync(
            () => (string[])["/api/invites/{code}", "/api/invites/{code}/thumbnail", "/api/snapshots/{id}", "/join/{Code}"] is var routes
                && routes.All(route => traced.Collector.Spans.Any(
                    span => span.Tags.Values.Any(value => value.EndsWith(route, StringComparison.Ordinal)))),
            "the spans to arrive", Patience);
        var signature = image.Url[(image.Url.IndexOf("signature=", StringComparison.Ordinal) + "signature=".Length)..];
        ShouldHoldNoSecrets(
            invite.Code, snapshot.Id, signature, bob.Tokens.AccessToken, alice.Tokens.AccessToken, alice.Tokens.RefreshToken,
            "A private title",
            image.FileName);
    }

    private Task ShouldCountAsync(string name, double least, params (string Name, string Value)[] tags) => Eventually.TrueAsync(
        () => traced.Collector.Metrics.Any(metric => metric.Name == name && metric.Value >= least
            && tags.All(tag => metric.Tags.GetValueOrDefault(tag.Name) == tag.Value)),
        $"{name} {string.Join(' ', tags)}", Patience);

    /// <summary>Some span of the first name has the others above it, in this order; between them may be more.</summary>
    private async Task ShouldLeadAsync(params (string Service, string Name)[] upwards)
    {
        try
        {
            await Eventually.TrueAsync(
                () => traced.Collector.Spans.Where(span => (span.Service, span.Name) == upwards[0]).Any(span => Leads(span, upwards)),
                $"a trace with {string.Join(" ← ", upwards)}", Patience);
        }
        catch (TimeoutException timeout)
        {
            var spans = traced.Collector.Spans.Where(span => !span.Tags.ContainsKey(Redis));
            var lines = spans.Select(span => (span.Trace, span.Parent, span.Id, span.Service, span.Name));
            Assert.Fail($"{timeout.Message}\n{string.Join('\n', lines)}");
        }
    }

    private string? NameOf(string span) => traced.Collector.Spans.FirstOrDefault(known => known.Id == span)?.Name;

    private bool Leads(ExportedSpan? span, (string Service, string Name)[] upwards)
    {
        var spans = traced.Collector.Spans.ToLookup(known => known.Id);
        var found = 0;
        for (; span is not null && found < upwards.Length; span = spans[span.Parent].FirstOrDefault())
        {
            found += (span.Service, span.Name) == upwards[found] ? 1 : 0;
        }

        return found == upwards.Length;
    }

    private void ShouldHoldNoSecrets(params string[] secrets)
    {
        var watch = new LogWatch(traced.System.Settings);
        var values = traced.Collector.Values.Distinct().Select(value => value.Replace("=Redacted", "=", StringComparison.Ordinal)).ToList();
        Assert.All(values, value => Assert.False(watch.IsSecret(value), value));
        Assert.All(secrets, secret => Assert.DoesNotContain(values, value => value.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }
}
