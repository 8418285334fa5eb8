using System.Net;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Web.Layout;
using NanoBanana.Web.Resources;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>What was written is sent although nothing shows it.</summary>
[Trait("Kind", "Unit")]
public sealed class OutboxTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Server _server = new();
    private readonly SessionState _session;
    private readonly Outbox _outbox;

    public OutboxTests()
    {
        var api = new NanoBananaClient(new HttpClient(_server) { BaseAddress = new("http://api") }, _ => default);
        var session = new Session("s", "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, 0, Role.Owner, 0);
        _session = new(api, session, new ParticipantState("me", "Me"));
        _outbox = Create();
    }

    private Outbox Create()
    {
        var texts = new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance);
        return new(new Notices(new StringLocalizer<Text>(texts), NullLogger<Notices>.Instance), _time);
    }

    [Fact]
    public async Task A_message_is_sent_without_being_rendered()
    {
        await _outbox.SendAsync(_session, Message());
        Assert.Single(_server.Keys);
        Assert.Empty(_session.Messages.Outgoing);
        Assert.Equal("Hello", Assert.Single(_session.Messages.Items).Text);
    }

    [Fact]
    public async Task What_fails_for_a_while_is_sent_again_with_the_same_key()
    {
        _server.Failures = 2;
        var sending = _outbox.SendAsync(_session, Message());
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return sending.IsCompleted;
        }, "the message to be sent");
        Assert.Equal(3, _server.Keys.Count);
        Assert.Single(_server.Keys.Distinct());
        Assert.Single(_session.Messages.Items);
    }

    [Fact]
    public async Task When_the_circuit_ends_nothing_is_tried_any_more()
    {
        _server.Failures = 1;
        var outbox = Create();
        var sending = outbox.SendAsync(_session, Message());
        await Eventually.TrueAsync(() => _server.Keys.Count == 1, "the first attempt");
        outbox.Dispose();
        await sending.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Single(_server.Keys);
        Assert.Null(_session.Messages.Outgoing.Single().Failure);
    }

    [Fact]
    public async Task What_is_refused_says_so_and_can_be_sent_again()
    {
        _server.Failures = 1;
        _server.Failure = HttpStatusCode.BadRequest;
        var message = Message();
        await _outbox.SendAsync(_session, message);
        Assert.NotNull(message.Failure);
        await _outbox.RetryAsync(_session, message);
        Assert.Single(_session.Messages.Items);
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _server.Dispose();
    }

    private static OutboxMessage Message() => new("Hello", [], DateTimeOffset.UnixEpoch);

    /// <summary>Takes messages after as many failures as are wanted.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public List<string> Keys { get; } = [];

        public int Failures { get; set; }

        public HttpStatusCode Failure { get; set; } = HttpStatusCode.ServiceUnavailable;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Keys.Add(request.Headers.GetValues("Idempotency-Key").Single());
            return Task.FromResult(Failures-- > 0
                ? new HttpResponseMessage(Failure) { Content = new StringContent("{}") }
                : new HttpResponseMessage(HttpStatusCode.Created)
                {
                    Content = System.Net.Http.Json.JsonContent.Create(
                        new Message("m", "s", "me", MessageRole.User, "Hello", [], null, DateTimeOffset.UnixEpoch, null),
                        ContractJson.Default.Message),
                });
        }
    }
}
