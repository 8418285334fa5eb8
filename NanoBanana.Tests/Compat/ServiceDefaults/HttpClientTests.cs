using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace NanoBanana.Tests.Compat.ServiceDefaults;

/// <summary>What every HTTP client of a service gets from the service defaults.</summary>
public sealed class HttpClientTests
{
    [Fact]
    public async Task A_read_is_tried_again()
    {
        var server = new FakeServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests, HttpStatusCode.OK);
        await using var services = Services(server);

        using var response = await Client(services).GetAsync(new Uri("http://elsewhere/things"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(3, server.Asked.Count);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task What_changes_something_is_sent_once(string method)
    {
        var server = new FakeServer(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
        await using var services = Services(server);

        using var request = new HttpRequestMessage(new HttpMethod(method), "http://elsewhere/things");
        using var response = await Client(services).SendAsync(request);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Single(server.Asked);
    }

    [Fact]
    public async Task An_answer_that_another_try_would_not_change_is_final()
    {
        var server = new FakeServer(HttpStatusCode.NotFound, HttpStatusCode.OK);
        await using var services = Services(server);

        using var response = await Client(services).GetAsync(new Uri("http://elsewhere/things"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_service_is_found_by_its_name()
    {
        var server = new FakeServer();
        await using var services = Services(server, ("services:api:http:0", "http://10.0.0.1:5000"), ("services:api:https:0", "https://10.0.0.1:5001"));
        var client = Client(services);

        await client.GetStringAsync(new Uri("http://api/a/b?c=%2F"));
        await client.GetStringAsync(new Uri("https+http://api/d"));
        await client.GetStringAsync(new Uri("http://elsewhere/e"));

        Assert.Equal(["http://10.0.0.1:5000/a/b?c=%2F", "https://10.0.0.1:5001/d", "http://elsewhere/e"], server.Asked);
    }

    [Fact]
    public async Task A_service_without_https_is_reached_by_http()
    {
        var server = new FakeServer();
        await using var services = Services(server, ("services:api:http:0", "http://10.0.0.1:5000"));

        await Client(services).GetStringAsync(new Uri("https+http://api/d"));

        Assert.Equal(["http://10.0.0.1:5000/d"], server.Asked);
    }

    [Fact]
    public async Task Several_addresses_take_turns()
    {
        var server = new FakeServer();
        await using var services = Services(server, ("services:api:http:0", "http://one"), ("services:api:http:1", "http://two"));
        var client = Client(services);

        for (var i = 0; i < 4; i++)
        {
            await client.GetStringAsync(new Uri("http://api/"));
        }

        Assert.Equal(2, server.Asked.Count(url => url == "http://one/"));
        Assert.Equal(2, server.Asked.Count(url => url == "http://two/"));
    }

    private static HttpClient Client(ServiceProvider services) => services.GetRequiredService<IHttpClientFactory>().CreateClient();

    private static ServiceProvider Services(FakeServer server, params (string Key, string Value)[] configuration)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(configuration.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.AddServiceDefaults();
        builder.Services.ConfigureHttpClientDefaults(http => http.ConfigurePrimaryHttpMessageHandler(() => server));
        return builder.Services.BuildServiceProvider();
    }

    /// <summary>Gives these answers in turn and then OK; asks to be asked again at once.</summary>
    private sealed class FakeServer(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            var response = new HttpResponseMessage(answers.ElementAtOrDefault(Asked.Count - 1) is var code && code != 0 ? code : HttpStatusCode.OK);
            response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.Zero);
            return Task.FromResult(response);
        }
    }
}
