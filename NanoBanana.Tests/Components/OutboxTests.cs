using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Web.Layout;
using NanoBanana.Web.State;

namespace NanoBanana.Tests.Components;

/// <summary>What was written is sent although nothing shows it.</summary>
[Trait("Kind", "Unit")]
public sealed class OutboxTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Server _server = new();
    private readonly Tab _tab = new();
    private readonly SessionState _session;
    private readonly Outbox _outbox;

    public OutboxTests()
    {
        var api = new NanoBananaClient(new HttpClient(_server) { BaseAddress = new("http://api") }, _ => default);
        var session = new Session(new("s"), "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 0, 0, Role.Owner, 0);
        _session = new(api, session, new ParticipantState(Samples.Me, "Me"));
        _outbox = Create();
    }

    /// <summary>For another circuit of the same tab.</summary>
    private Outbox Create() =>
        new(new Notices(NullLogger<Notices>.Instance), new TabStore(_tab, NullLogger<TabStore>.Instance), new Retries(_time), _time);

    [Fact]
    public async Task A_message_is_sent_without_being_rendered()
    {
        await _outbox.SendAsync(_session, Message());
        Assert.Single(_server.Keys);
        Assert.Empty(_session.Messages.Outbox);
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
        Assert.Null(_session.Messages.Outbox.Single().Failure);
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

    [Fact]
    public async Task What_a_circuit_has_not_sent_another_sends_with_the_same_key()
    {
        _server.Failures = 1;
        var gone = Create();
        await gone.TakeAsync(_session, Message(), Report);
        await Eventually.TrueAsync(() => _server.Keys.Count == 1, "the first attempt");
        gone.Dispose();
        Assert.Single(_tab.Items);

        await _outbox.ResumeAsync(_session, Report);
        await Eventually.TrueAsync(() => _tab.Items.IsEmpty, "it to be forgotten");
        Assert.Equal(2, _server.Keys.Count);
        Assert.Single(_server.Keys.Distinct());
        Assert.Equal("Hello", Assert.Single(_session.Messages.Items).Text);
    }

    [Fact]
    public async Task What_is_older_than_its_key_is_not_sent_by_itself()
    {
        _server.Failures = 1;
        var gone = Create();
        await gone.TakeAsync(_session, Message(), Report);
        await Eventually.TrueAsync(() => _server.Keys.Count == 1, "the first attempt");
        gone.Dispose();
        _session.Messages.Drop(_session.Messages.Outbox[0]);
        _time.Advance(TimeSpan.FromDays(1));

        await _outbox.ResumeAsync(_session, Report);
        Assert.Single(_server.Keys);
        var message = Assert.Single(_session.Messages.Outbox);
        Assert.NotNull(message.Failure);
        await _outbox.DropAsync(_session, message);
        Assert.Empty(_tab.Items);
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_does_not_hold_up_what_is_sent()
    {
        _tab.IsAway = true;
        await _outbox.TakeAsync(_session, Message(), Report);
        await Eventually.TrueAsync(() => _session.Messages.Items.Count == 1, "the message");
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _server.Dispose();
    }

    private OutboxMessage Message() => new("Hello", [], _time.GetUtcNow());

    private static Task Report(Exception failure) => throw failure;

    /// <summary>The storage of a tab.</summary>
    private sealed class Tab : IJSRuntime
    {
        public ConcurrentDictionary<string, string> Items { get; } = [];

        public bool IsAway { get; set; }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (IsAway)
            {
                return ValueTask.FromException<TValue>(new TaskCanceledException());
            }
            var key = (string)args![0]!;
            switch (identifier)
            {
                case "sessionStorage.setItem":
                    Items[key] = (string)args[1]!;
                    break;
                case "sessionStorage.removeItem":
                    Items.TryRemove(key, out _);
                    break;
                case "sessionStorage.getItem":
                    return ValueTask.FromResult((TValue)(object)Items.GetValueOrDefault(key)!);
            }
            return ValueTask.FromResult(default(TValue)!);
        }
    }

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
                        new Message("m", new("s"), Samples.Me, MessageRole.User, "Hello", [], null, DateTimeOffset.UnixEpoch, null),
                        ContractJson.Default.Message),
                });
        }
    }
}
