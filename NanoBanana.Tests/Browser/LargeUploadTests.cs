using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>Files above 8 MB travel in parts that are kept, so that what breaks on the way is not sent twice.</summary>
[Collection(nameof(BrowserFixture))]
public sealed partial class LargeUploadTests(BrowserFixture browser)
{
    private const string Name = "bar 图.jpg";
    private static readonly byte[] File = TusClient.Padded(9 << 20);

    [Fact]
    public Task A_killed_replica_of_the_API_costs_what_was_on_its_way() => browser.RunAsync("large-api-killed", async scenario =>
    {
        using var story = await StartAsync(scenario);
        await story.SendSomeAsync();
        browser.WebApi.Kill();
        try
        {
            await story.Session.SlowDownAsync(bytesPerSecond: -1);
            await story.ShouldEndAsync();
        }
        finally
        {
            await browser.WebApi.RestartAsync();
        }
        story.ShouldHaveGoneOn();
    });

    [Fact]
    public Task A_reload_in_the_middle_goes_on_where_the_server_stands() => browser.RunAsync("large-reload", async scenario =>
    {
        using var story = await StartAsync(scenario);
        await story.SendSomeAsync();
        await story.User.Page.ReloadAsync();
        await story.Session.SlowDownAsync(bytesPerSecond: -1);
        await story.ShouldEndAsync();
        story.ShouldHaveGoneOn();
        await story.User.Page.ReloadAsync();
        await story.Session.ShouldShowThumbnailAsync(Name, width: 40);
        await Expect(story.Session.Uploads.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
    });

    [Fact]
    public Task Somebody_else_in_the_same_tab_neither_sees_nor_sends_it() => browser.RunAsync("large-other-user", async scenario =>
    {
        using var other = await BrowserUser.RegisterAsync(browser, scenario);
        using var story = await StartAsync(scenario);
        var (page, alice) = (story.User.Page, await story.User.Api.GetMeAsync());
        await story.User.Api.AddMemberAsync(story.SessionId, (await other.Api.GetMeAsync()).Username, Role.Editor);
        await story.SendSomeAsync();
        var (path, sent) = (new Uri(page.Url).AbsolutePath, story.Sent.Count);
        await SignInAsync(page, (await other.Api.GetMeAsync()).Username);
        await story.Session.OpenAsync(path);
        await Expect(page.Locator("[data-upload-zone][data-takes-files]")).ToBeVisibleAsync();
        await Expect(story.Session.Progress).ToHaveCountAsync(0);
        Assert.Equal(sent, story.Sent.Count);
        Assert.Empty((await story.User.Api.ListSessionImagesAsync(story.SessionId)).Items);

        await SignInAsync(page, alice.Username);
        await story.Session.OpenAsync(path);
        await story.Session.SlowDownAsync(bytesPerSecond: -1);
        await story.ShouldEndAsync();
        story.ShouldHaveGoneOn();
    });

    private static async Task SignInAsync(IPage page, string name)
    {
        await page.Context.ClearCookiesAsync();
        await new AccountScreen(page).SignInAsync(name);
        await new AccountScreen(page).ShouldBeSignedInAsync();
    }

    [Fact]
    public Task What_has_expired_begins_anew() => browser.RunAsync("large-expired", async scenario =>
    {
        using var story = await StartAsync(scenario);
        await story.SendSomeAsync();
        using (var answer = await story.DeleteAsync())
        {
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        }
        await story.Session.SlowDownAsync(bytesPerSecond: -1);
        await story.ShouldEndAsync();
        Assert.Equal(2, story.Sent.Count(request => request.Method == "POST"));
        Assert.Equal([0, 0], story.Offsets);
    });

    [Fact]
    public Task A_cancelled_one_leaves_nothing_behind() => browser.RunAsync("large-cancelled", async scenario =>
    {
        using var story = await StartAsync(scenario);
        await story.SendSomeAsync();
        await story.Session.UploadButton($"Cancel {Name}").ClickAsync();
        await Expect(story.Session.Progress).ToHaveCountAsync(0);
        await Eventually.TrueAsync(async () => await story.OffsetAsync() is null, "the parts to be gone");
        await story.User.Page.ReloadAsync();
        await Expect(story.Session.Say).ToBeEnabledAsync();
        await Expect(story.Session.Progress).ToHaveCountAsync(0);
        Assert.Empty((await story.User.Api.ListSessionImagesAsync(story.SessionId)).Items);
    });

    private async Task<UploadScenario> StartAsync(BrowserScenario scenario)
    {
        var user = await BrowserUser.RegisterAsync(browser, scenario);
        await new SessionScreen(user.Page).CreateAsync();
        return new(user);
    }

    /// <summary>One upload, as the browser and the API see it.</summary>
    private sealed class UploadScenario : IDisposable
    {
        private readonly TaskCompletionSource<string> _address = new();

        public UploadScenario(BrowserUser user)
        {
            (User, Session, SessionId) = (user, new(user.Page), new(new Uri(user.Page.Url).Segments[^1]));
            user.Page.Request += (_, request) =>
            {
                if (new Uri(request.Url).AbsolutePath.StartsWith("/uploads", StringComparison.Ordinal))
                {
                    Sent.Enqueue(request);
                }
            };
            user.Page.Response += (_, response) =>
            {
                if (response.Request.Method == "POST" && response.Url.EndsWith("/uploads", StringComparison.Ordinal))
                {
                    _address.TrySetResult(response.Headers["location"]);
                }
            };
        }

        public BrowserUser User { get; }

        public SessionScreen Session { get; }

        public SessionId SessionId { get; }

        public ConcurrentQueue<IRequest> Sent { get; } = [];

        /// <summary>From where on its bytes were sent.</summary>
        public IEnumerable<int> Offsets =>
            Sent.Where(request => request.Method == "PATCH").Select(request => int.Parse(request.Headers["upload-offset"]));

        /// <summary>Drops the file on a slow line, and waits until some of it is kept.</summary>
        public async Task SendSomeAsync()
        {
            await Session.SlowDownAsync(bytesPerSecond: 2 << 20);
            await Session.DropAsync(File, Name, "image/jpeg");
            await Eventually.TrueAsync(async () => await OffsetAsync() > 0, "a part to be kept");
            await Expect(Session.UploadOf(Name)).ToHaveAttributeAsync("value", Underway());
        }

        /// <summary>How much the API has; null when it does not know the upload.</summary>
        public async Task<int?> OffsetAsync()
        {
            using var answer = await AskAsync(HttpMethod.Head);
            return answer.IsSuccessStatusCode ? int.Parse(TusClient.Header(answer, "Upload-Offset")) : null;
        }

        public Task<HttpResponseMessage> DeleteAsync() => AskAsync(HttpMethod.Delete);

        public async Task ShouldEndAsync()
        {
            await Session.ShouldShowThumbnailAsync(Name, width: 40);
            await new CanvasScreen(User.Page).ShouldShowAsync(Name);
            var image = Assert.Single((await User.Api.ListSessionImagesAsync(SessionId)).Items);
            Assert.Equal((Name, ImageStatus.Ready, File.Length), (image.FileName, image.Status, (int)image.Bytes));
            Assert.Equal(File, await User.Http.GetByteArrayAsync(image.Url));
        }

        /// <summary>It was begun once, and of what was kept nothing was sent again.</summary>
        public void ShouldHaveGoneOn()
        {
            Assert.Single(Sent, request => request.Method == "POST");
            Assert.Equal(0, Offsets.First());
            Assert.All(Offsets.Skip(1), offset => Assert.True(offset >= 1 << 20));
            Assert.True(Offsets.Count() > 1);
        }

        public void Dispose() => User.Dispose();

        private async Task<HttpResponseMessage> AskAsync(HttpMethod method)
        {
            var id = (await _address.Task.WaitAsync(TimeSpan.FromSeconds(20))).Split('/')[^1];
            using var request = new HttpRequestMessage(method, Contracts.Routes.ResumableUpload(id));
            request.Headers.Add("Tus-Resumable", "1.0.0");
            return await User.Http.SendAsync(request);
        }
    }

    [GeneratedRegex(@"^0\.\d+$")]
    private static partial Regex Underway();
}
