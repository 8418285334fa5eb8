using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Browser;

/// <summary>A page of another origin opens no circuit with the visitor's cookie.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class OriginTests(BrowserFixture browser)
{
    /// <summary>Says whether the WebSocket opened.</summary>
    private const string Open = """
        address => new Promise(done => {
          const socket = new WebSocket(address);
          socket.onopen = () => { socket.close(); done(true); };
          socket.onerror = () => done(false);
        })
        """;

    [Fact]
    public Task A_page_on_another_port_cannot_open_the_visitors_circuit() => browser.RunAsync("origin", async scenario =>
    {
        await using var evil = WebApplication.CreateSlimBuilder().Build();
        evil.Urls.Add("http://127.0.0.1:0");
        evil.MapGet("/", () => Results.Content("<!DOCTYPE html><title>Free pictures</title>", "text/html"));
        await evil.StartAsync();
        var page = await scenario.OpenAsync();
        await new AccountScreen(page).RegisterAsync();
        var circuit = $"ws://{browser.Web.Address.Authority}/_blazor";
        Assert.True(await page.EvaluateAsync<bool>(Open, circuit));

        // The same browser, with the visitor's cookie: cookies know no ports.
        await page.GotoAsync(evil.Urls.First());
        Assert.False(await page.EvaluateAsync<bool>(Open, circuit));
    });

    [Theory]
    [InlineData("own", null, true)]
    [InlineData(null, null, true)]
    [InlineData("https://evil.example", null, false)]
    [InlineData("null", null, false)]
    [InlineData("http://127.0.0.1:1", null, false)]
    [InlineData("https://nano.example", "nano.example", true)]
    [InlineData("https://nano.example:443", "nano.example", true)]
    [InlineData("http://nano.example", "nano.example", false)]
    [InlineData("https://evil.nano.example", "nano.example", false)]
    public async Task Only_the_origin_that_the_browser_sees_opens_one(string? origin, string? forwardedHost, bool opens)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin == "own" ? $"http://{browser.Web.Address.Authority}" : origin);
        }
        if (forwardedHost is not null)
        {
            socket.Options.SetRequestHeader("X-Forwarded-For", "203.0.113.9");
            socket.Options.SetRequestHeader("X-Forwarded-Proto", "https");
            socket.Options.SetRequestHeader("X-Forwarded-Host", forwardedHost);
        }
        var connecting = socket.ConnectAsync(new($"ws://{browser.Web.Address.Authority}/_blazor"), CancellationToken.None);
        if (opens)
        {
            await connecting;
        }
        else
        {
            await Assert.ThrowsAsync<WebSocketException>(() => connecting);
        }
        Assert.Equal(opens ? HttpStatusCode.SwitchingProtocols : HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }
}
