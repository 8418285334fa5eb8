using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Operations;

/// <summary>HEAD tells of bytes what GET would, and sends none.</summary>
public sealed class HeadTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task Of_a_picture_it_tells_length_and_type_at_both_services()
    {
        using var alice = await web.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = TestImages.Png(40, 30);
        var image = await alice.UploadAsync(session.Id, file);
        using var browser = new FormBrowser(web.Web.Address);
        foreach (var http in (HttpClient[])[alice.Http, browser.Http])
        {
            using var head = await HeadAsync(http, image.Url);
            Assert.Equal((HttpStatusCode.OK, "image/png"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
            Assert.Equal(file.Length, head.Content.Headers.ContentLength);
            Assert.NotNull(head.Headers.ETag);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
            using var get = await http.GetAsync(image.Url);
            Assert.Equal(file, await get.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Of_an_export_it_tells_type_and_name_at_both_services()
    {
        using var alice = await web.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Harbour");
        using var browser = new FormBrowser(web.Web.Address);
        (await browser.SignInAsync(alice)).Dispose();
        foreach (var (http, path) in ((HttpClient, string)[])
        [
            (alice.Http, Routes.ExportSession(session.Id)), (alice.Http, Routes.ExportMe),
            (browser.Http, $"/export/sessions/{session.Id}"), (browser.Http, "/export/account"),
        ])
        {
            using var head = await HeadAsync(http, path);
            Assert.Equal((HttpStatusCode.OK, "application/zip"), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
            Assert.EndsWith(".zip", head.Content.Headers.ContentDisposition?.FileName?.Trim('"'), StringComparison.Ordinal);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task It_asks_for_the_same_rights()
    {
        using var alice = await web.System.CreateUserAsync();
        using var bob = await web.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        using var nobody = web.System.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await HeadAsync(nobody, Routes.ImageContent(image.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await HeadAsync(bob.Http, Routes.ImageContent(image.Id))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await HeadAsync(alice.Http, Routes.Login)).StatusCode);
    }

    private static async Task<HttpResponseMessage> HeadAsync(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        return await http.SendAsync(request);
    }
}
