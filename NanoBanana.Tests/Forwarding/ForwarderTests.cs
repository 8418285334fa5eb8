using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Web.Forwarding;

namespace NanoBanana.Tests.Forwarding;

/// <summary>What passes between a browser and the API, and how.</summary>
public sealed class ForwarderTests : IAsyncLifetime, IDisposable
{
    private const string Signed = "/content?signature=abcdefgh";
    private const int BodyMaxBytes = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<string> _log = [];
    private readonly HttpClient _browser = new();
    private RequestDelegate _answer = _ => Task.CompletedTask;
    private WebApplication _api = null!;
    private WebApplication _web = null!;

    public async Task InitializeAsync()
    {
        _api = Create();
        _api.Run(context => _answer(context));
        await _api.StartAsync();
        _web = Create(builder =>
        {
            builder.Configuration["services:api:http:0"] = _api.Urls.Single();
            builder.AddForwarding();
            builder.Logging.AddProvider(new Lines(_log));
        });
        _web.Run(async context =>
        {
            context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = BodyMaxBytes;
            await context.RequestServices.GetRequiredService<Forwarder>().SendAsync(
                context, new(Signed, ["Range", "If-None-Match"], ["ETag", "Content-Type"]) { Token = "token-of-alice", ForAddress = true });
        });
        await _web.StartAsync();
        _browser.BaseAddress = new(_web.Urls.Single());
    }

    [Fact]
    public async Task Only_named_headers_pass()
    {
        IHeaderDictionary? sent = null;
        _answer = context =>
        {
            sent = new HeaderDictionary(context.Request.Headers.ToDictionary());
            var headers = context.Response.Headers;
            (headers.ETag, headers.SetCookie, headers["X-Inside"]) = ("\"1\"", "a=b", "c");
            return Task.CompletedTask;
        };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        foreach (var (name, value) in ((string, string)[])[
            ("Range", "bytes=0-1"), ("If-None-Match", "\"0\""), ("Cookie", "secret=1"), ("Referer", "http://here/"),
            ("Authorization", "Basic x"), ("X-Forwarded-For", "203.0.113.9")])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        using var answer = await _browser.SendAsync(request);

        Assert.Equal("bytes=0-1", sent!.Range);
        Assert.Equal("Bearer token-of-alice", sent.Authorization);
        Assert.Equal("127.0.0.1", sent["X-Forwarded-For"]);
        Assert.Equal(
            ["Authorization", "Host", "If-None-Match", "Range", "X-Forwarded-For"],
            sent.Select(header => header.Key).Where(name => name is not ("traceparent" or "baggage")).Order());
        Assert.Equal("\"1\"", answer.Headers.ETag?.Tag);
        Assert.False(answer.Headers.Contains("Set-Cookie") || answer.Headers.Contains("X-Inside"));
    }

    [Fact]
    public async Task A_body_flows_before_it_has_ended()
    {
        var (more, arrived) = (new TaskCompletionSource(), new TaskCompletionSource());
        _answer = async context =>
        {
            await context.Request.Body.ReadExactlyAsync(new byte[1]);
            arrived.SetResult();
            await context.Request.Body.CopyToAsync(context.Response.Body);
        };

        // More than the clients on the way keep until their buffers are full.
        using var content = new Parts(new string('a', 50_000), more.Task, "b");
        var asking = _browser.PostAsync("/", content);
        await arrived.Task.WaitAsync(Patience);
        more.SetResult();
        using var answer = await asking;
        Assert.EndsWith("ab", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_flows_before_it_has_ended()
    {
        var more = new TaskCompletionSource();
        _answer = async context =>
        {
            await context.Response.WriteAsync("a");
            await context.Response.Body.FlushAsync();
            await more.Task;
            await context.Response.WriteAsync("b");
        };
        using var answer = await _browser.GetAsync("/", HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var first = new byte[1];
        await body.ReadExactlyAsync(first).AsTask().WaitAsync(Patience);
        Assert.Equal((byte)'a', first[0]);
        more.SetResult();
        using var rest = new StreamReader(body);
        Assert.Equal("b", await rest.ReadToEndAsync());
    }

    [Fact]
    public async Task A_browser_that_goes_away_ends_the_request_at_the_API()
    {
        var (begun, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        _answer = async context =>
        {
            context.RequestAborted.Register(ended.SetResult);
            begun.SetResult();
            await ended.Task;
        };
        using var stop = new CancellationTokenSource();
        var asking = _browser.GetAsync("/", stop.Token);
        await begun.Task.WaitAsync(Patience);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await ended.Task.WaitAsync(Patience);
        Assert.DoesNotContain(_log, line => line.Contains("forwarding.failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_seen_as_broken()
    {
        _answer = async context =>
        {
            context.Response.ContentLength = 10;
            await context.Response.WriteAsync("half");
            await context.Response.Body.FlushAsync();
            context.Abort();
        };
        await Assert.ThrowsAsync<HttpRequestException>(() => _browser.GetStringAsync("/"));
    }

    [Fact]
    public async Task Without_the_API_one_is_told_when_to_try_again()
    {
        await _api.StopAsync();
        using var answer = await _browser.GetAsync("/");
        await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("2", answer.Headers.GetValues("Retry-After").Single());
        await Eventually.TrueAsync(
            () => Task.FromResult(_log.Any(line => line.Contains("forwarding.failed", StringComparison.Ordinal))),
            "the failure to be logged");
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        _answer = context => context.Request.Body.CopyToAsync(Stream.Null);
        using var content = new ByteArrayContent(new byte[BodyMaxBytes + 1]);
        using var answer = await _browser.PostAsync("/", content);
        await answer.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task No_address_of_the_API_is_logged()
    {
        using var answer = await _browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(_log, line => line.Contains("signature", StringComparison.Ordinal));
    }

    public async Task DisposeAsync()
    {
        await _web.DisposeAsync();
        await _api.DisposeAsync();
    }

    public void Dispose() => _browser.Dispose();

    private static WebApplication Create(Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>A body that ends once it is told to.</summary>
    private sealed class Parts(string first, Task more, string second) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(first));
            await stream.FlushAsync();
            await more;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(second));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{eventId.Name} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
