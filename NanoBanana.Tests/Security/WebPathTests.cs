using System.Net;
using System.Reflection;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>An id never leads to another address of the API than the one it is meant for.</summary>
public sealed class WebPathTests(WebFixture web) : IClassFixture<WebFixture>
{
    private static readonly string[] Hostile =
    [
        "../edits/x/retry", "..", ".", "a/b", @"a\b", @"..\..", "\0", "a?b=c", "a#b", "%2e%2e", "%2F", "é", " ", "{id}/../x",
        new('x', 6000),
    ];

    private static readonly string[] Pages =
    [
        "/join/{0}", "/snapshots/{0}", "/s/{0}", "/s/x?image={0}", "/export/sessions/{0}", "/preview/{0}", "/api/images/{0}/content",
    ];

    private static readonly string[] HostileSegments =
        ["..%2Fedits%2Fx%2Fretry", "..%2F..%2Fopenapi%2Fv1.json", "%00", "a%5Cb", "%252e%252e", "x%3Fa", new('x', 6000)];

    public static TheoryData<string> Methods =>
        [.. typeof(Routes).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(IsRoute).Select(method => method.Name)];

    [Theory, MemberData(nameof(Methods))]
    public void A_route_keeps_each_id_in_one_segment(string name)
    {
        var method = typeof(Routes).GetMethod(name)!;
        var count = method.GetParameters().Length;
        var plain = new Uri(new("http://api"), Invoke([.. Enumerable.Repeat("x", count)]));
        foreach (var id in Hostile.Where(id => id is not (".." or ".")))
        {
            var address = new Uri(new("http://api"), Invoke([.. Enumerable.Repeat(id, count)]));
            Assert.Equal((plain.Segments.Length, "", ""), (address.Segments.Length, address.Query, address.Fragment));
            Assert.Equal(
                Fixed(plain.Segments, "x"), Fixed(address.Segments, Uri.EscapeDataString(id)));
        }
        foreach (var id in (string[])["..", ".", ""])
        {
            var refused = Assert.Throws<TargetInvocationException>(() => Invoke([.. Enumerable.Repeat(id, count)]));
            Assert.IsType<ArgumentException>(refused.InnerException);
        }

        string Invoke(object[] ids) => (string)method.Invoke(null, ids)!;
        static string[] Fixed(string[] segments, string id) =>
            [.. segments.Where(segment => Uri.UnescapeDataString(segment.Trim('/')) != Uri.UnescapeDataString(id))];
    }

    [Fact]
    public async Task No_page_passes_a_hostile_id_on()
    {
        using var user = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        (await browser.SignInAsync(user)).Dispose();
        foreach (var page in Pages)
        {
            foreach (var id in HostileSegments)
            {
                using var answer = await browser.Http.GetAsync(string.Format(page, id));
                Assert.True((int)answer.StatusCode < 500, $"{page} with {id[..Math.Min(id.Length, 40)]}: {answer.StatusCode}");
                Assert.DoesNotContain("\"openapi\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Joining_by_a_path_instead_of_a_code_does_nothing_in_the_visitors_name()
    {
        using var victim = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        (await browser.SignInAsync(victim)).Dispose();
        var session = await victim.Api.CreateSessionAsync("Mine");
        foreach (var path in (string[])[$"..%2Fsessions%2F{session.Id}%2Fsnapshots", $"..%5Csessions%5C{session.Id}%5Csnapshots"])
        {
            using var joined = await browser.PostAsync(
                $"/join/{path}", ("_handler", "join"), ("__RequestVerificationToken", await browser.TokenAsync("/profile")));
            Assert.NotEqual(HttpStatusCode.Found, joined.StatusCode);
        }
        Assert.Empty((await victim.Api.ListSnapshotsAsync(session.Id)).Items);
    }

    [Fact]
    public async Task A_zip_of_hostile_ids_is_refused()
    {
        using var user = await web.System.CreateUserAsync();
        using var browser = new FormBrowser(web.Web.Address);
        (await browser.SignInAsync(user)).Dispose();
        var token = await browser.TokenAsync("/profile");
        using var answer = await browser.PostAsync("/download", ("ids", ".."), ("__RequestVerificationToken", token));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static bool IsRoute(MethodInfo method) => method.ReturnType == typeof(string) && method.GetParameters().Length > 0;
}
