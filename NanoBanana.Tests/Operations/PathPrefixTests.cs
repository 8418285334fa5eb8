using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Operations;

/// <summary>Both services work below a path of somebody's host: a proxy names the path, or a setting does.</summary>
public sealed partial class PathPrefixTests(WebFixture web) : IClassFixture<WebFixture>
{
    [Fact]
    public async Task The_api_signs_addresses_and_names_locations_as_the_caller_sees_them()
    {
        using var alice = await web.System.CreateUserAsync();
        using var http = Behind(web.System.Apis[0].Address, "/nano/api");
        http.DefaultRequestHeaders.Authorization = new("Bearer", alice.Tokens.AccessToken);
        using var created = await http.PostAsJsonAsync(Routes.Sessions, new { title = "Below" });
        Assert.StartsWith("/nano/api/api/sessions/", created.Headers.Location?.ToString(), StringComparison.Ordinal);
        var session = new SessionId((await created.ReadJsonAsync()).GetProperty("id").GetString()!);
        var image = await alice.UploadAsync(session, TestImages.Png(8, 8));
        var url = (await (await http.GetAsync(Routes.Image(image.Id))).ReadJsonAsync()).GetProperty("url").GetString()!;
        Assert.StartsWith("/nano/api/api/images/", url, StringComparison.Ordinal);
        using var bytes = await http.GetAsync(url["/nano/api".Length..]);
        Assert.Equal(HttpStatusCode.OK, bytes.StatusCode);
        var root = await http.GetAsync("/");
        Assert.Equal("/nano/api/docs", root.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_public_copy_shows_its_pictures_where_the_reader_stands(bool atTheApi)
    {
        using var alice = await web.System.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Copied");
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        await Eventually.TrueAsync(async () => (await alice.Api.GetImageAsync(image.Id)).ThumbnailUrl is not null, "the thumbnail");
        var copy = await alice.Api.CreateSnapshotAsync(session.Id);
        using var http = Behind(atTheApi ? web.System.Apis[0].Address : web.Web.Address, "/nano");
        var answer = await http.GetStringAsync(atTheApi ? Routes.Snapshot(copy.Id) : $"/snapshots/{copy.Id}");
        var page = WebUtility.HtmlDecode(answer).Replace(@"\u0026", "&", StringComparison.Ordinal);
        // A rooted address, or one relative to the base that the page names.
        var shown = atTheApi ? "" : Base().Match(page).Groups[1].Value;
        var addresses = Addresses().Matches(page)
            .Select(match => new Uri(new Uri($"https://host{shown}"), match.Groups[1].Value).PathAndQuery).ToList();
        Assert.NotEmpty(addresses);
        foreach (var address in addresses)
        {
            Assert.StartsWith("/nano/api/images/", address, StringComparison.Ordinal);
            using var bytes = await http.GetAsync(address["/nano".Length..]);
            Assert.Equal(HttpStatusCode.OK, bytes.StatusCode);
        }
    }

    [Theory]
    [InlineData("/nano/sign-in")]
    [InlineData("/sign-in")]
    public async Task A_setting_stands_for_the_prefix_whether_the_proxy_strips_it_or_not(string path)
    {
        await using var service = await WebFixture.StartWebAsync(web.System, new KeyValuePair<string, string?>("PathBase", "nano"));
        using var http = new HttpClient { BaseAddress = service.Address };
        var page = await http.GetStringAsync(path);
        Assert.Equal("/nano/", Base().Match(page).Groups[1].Value);
        using var profile = await LoopbackClient.Create(service.Address).GetAsync("/nano/profile");
        Assert.Contains("/nano/sign-in?ReturnUrl=%2Fnano%2Fprofile", profile.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>As a proxy on this machine that takes the prefix away and says so.</summary>
    private static HttpClient Behind(Uri address, string prefix)
    {
        var http = LoopbackClient.Create(address, from: IPAddress.Loopback);
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.40");
        http.DefaultRequestHeaders.Add("X-Forwarded-Prefix", prefix);
        return http;
    }

    [GeneratedRegex("<base href=\"([^\"]*)\"")]
    private static partial Regex Base();

    [GeneratedRegex("\"([^\" ]*api/images/[^\" ]*signature=[^\" ]*)\"")]
    private static partial Regex Addresses();
}
