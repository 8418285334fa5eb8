using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.Tests.Operations;

/// <summary>Which requests get a span, and what it tells.</summary>
[Trait("Kind", "Unit")]
public sealed class RequestTracingTests : IDisposable
{
    private const string Sampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private const string NotSampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

    private readonly List<Activity> _spans = [];
    private readonly ActivityListener _listener;
    private readonly string _host = $"{Guid.NewGuid():N}.example";

    public RequestTracingTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == RequestTracing.SourceName,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (Equals(span.GetTagItem("server.address"), _host))
                {
                    _spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [InlineData("GET", "/api/sessions", null, 0, false)]
    [InlineData("GET", "/api/sessions", null, 1, true)]
    [InlineData("GET", "/api/sessions", Sampled, 0, true)]
    [InlineData("GET", "/api/sessions", NotSampled, 1, false)]
    [InlineData("GET", "/api/sessions", "no trace", 1, true)]
    [InlineData("GET", "/api/sessions/1/edits", null, 0, false)]
    [InlineData("GET", "/health", null, 1, false)]
    [InlineData("GET", "/health", Sampled, 1, false)]
    [InlineData("GET", "/app.css", null, 1, false)]
    [InlineData("CONNECT", "/live", null, 1, false)]
    [InlineData("POST", "/api/messages/session/1", null, 0, false)]
    [InlineData("POST", "/api/messages/session/1", null, 1, true)]
    [InlineData("POST", "/api/sessions/1/edits", null, 0, true)]
    [InlineData("POST", "/api/sessions/1/edits", NotSampled, 0, false)]
    [InlineData("POST", "/api/images/upload", null, 0, true)]
    [InlineData("POST", "/api/images/uploads", null, 0, true)]
    public async Task Of_plain_requests_a_share_is_traced_and_all_that_start_work(
        string method, string path, string? caller, double ratio, bool isTraced)
    {
        await AnswerAsync(method, path, caller, ratio, _ => Task.CompletedTask);

        Assert.Equal(isTraced, _spans.Count == 1);
    }

    [Fact]
    public async Task A_span_tells_the_route_in_place_of_the_path()
    {
        await AnswerAsync("GET", "/api/images/ada@example", Sampled, 0, context =>
        {
            context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/api/images/{id}"), 0, null, null));
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });

        var span = Assert.Single(_spans);
        Assert.Equal("GET /api/images/{id}", span.DisplayName);
        Assert.Equal(("b7ad6b7169203331", ActivityKind.Server), (span.ParentSpanId.ToHexString(), span.Kind));
        Assert.Equal(("/api/images/{id}", "/api/images/{id}"), (span.GetTagItem("http.route"), span.GetTagItem("url.path")));
        Assert.Equal(("1.1", 404), (span.GetTagItem("network.protocol.version"), span.GetTagItem("http.response.status_code")));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task What_no_route_is_for_is_not_told()
    {
        await AnswerAsync("GET", "/no/page/of/ada@example", null, 1, _ => Task.CompletedTask);

        var span = Assert.Single(_spans);
        Assert.Equal(("GET", "{unknown}"), (span.DisplayName, span.GetTagItem("url.path")));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains("ada", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_method_that_is_none_is_not_told()
    {
        await AnswerAsync("ADA", "/api/sessions", null, 1, _ => Task.CompletedTask);

        var span = Assert.Single(_spans);
        Assert.Equal(("_OTHER", "_OTHER"), (span.DisplayName, span.GetTagItem("http.request.method")));
    }

    [Fact]
    public async Task A_failure_of_the_server_is_an_error_of_its_span()
    {
        await AnswerAsync("GET", "/api/sessions", null, 1, context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await Assert.ThrowsAsync<TimeoutException>(() => AnswerAsync("GET", "/api/sessions", null, 1, _ => throw new TimeoutException()));

        Assert.Equal(["503", typeof(TimeoutException).FullName], _spans.Select(span => span.GetTagItem("error.type")));
        Assert.Equal([503, 500], _spans.Select(span => span.GetTagItem("http.response.status_code")));
        Assert.All(_spans, span => Assert.Equal(ActivityStatusCode.Error, span.Status));
    }

    private async Task AnswerAsync(string method, string path, string? caller, double ratio, RequestDelegate answer)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        new RequestTracing(ratio).Configure(rest => rest.Run(answer))(app);
        var context = new DefaultHttpContext
        {
            Request = { Method = method, Path = path, Scheme = "http", Host = new(_host), Protocol = "HTTP/1.1" },
        };
        context.Request.Headers.TraceParent = caller;
        await app.Build()(context);
    }
}
