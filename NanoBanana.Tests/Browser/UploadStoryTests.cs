using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

[Collection(nameof(BrowserFixture))]
public sealed partial class UploadStoryTests(BrowserFixture browser)
{
    /// <summary>As much of a phone's picture as tells what it is.</summary>
    private static readonly byte[] Heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8];

    [Fact]
    public Task A_slow_upload_shows_how_far_it_is_lets_others_pass_and_can_be_cancelled() =>
        browser.RunAsync("upload-slow", async scenario =>
    {
        var (user, session) = await StartAsync(scenario);
        using var _ = user;
        await session.SlowDownAsync(bytesPerSecond: 600_000);
        await session.DropAsync(TestImages.Photograph, "harbour.jpg", "image/jpeg");
        await Expect(session.UploadOf("harbour.jpg")).ToHaveAttributeAsync("value", Underway());
        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        await session.ShouldShowThumbnailAsync("quarters.png", width: 300);
        await Expect(session.UploadOf("harbour.jpg")).ToHaveAttributeAsync("value", Underway());
        var ended = new TaskCompletionSource();
        user.Page.RequestFailed += (_, request) => ended.TrySetResult();
        await session.UploadButton("Cancel harbour.jpg").ClickAsync();
        await Expect(session.Progress).ToHaveCountAsync(0);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await session.SlowDownAsync(bytesPerSecond: -1);
        await session.DropAsync(TestImages.Jpeg(200, 300), "second.jpg", "image/jpeg");
        await session.ShouldShowThumbnailAsync("second.jpg", width: 200);
        Assert.Equal(["quarters.png", "second.jpg"], await NamesAsync(user));
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public Task What_is_refused_says_why_and_leaves_nothing_behind() => browser.RunAsync("upload-refused", async scenario =>
    {
        var (user, session) = await StartAsync(scenario);
        using var _ = user;
        await session.DropAsync(TestImages.Pdf, "letter.png", "image/png");
        await ShouldBeRefusedAsync("letter.png", "Not an image that is supported here.");
        await session.DropAsync(Heic, "phone.heic", "image/heic");
        await ShouldBeRefusedAsync("phone.heic", "Export it as JPEG.");
        await session.DropEmptyAsync((20 << 20) + 1, "huge.png", "image/png");
        await ShouldBeRefusedAsync("huge.png", "Larger than 20 MB.");
        Assert.Empty(await NamesAsync(user));

        async Task ShouldBeRefusedAsync(string name, string why)
        {
            await Expect(session.Uploads.GetByRole(AriaRole.Alert)).ToContainTextAsync(why);
            await Expect(session.UploadButton($"Retry {name}")).ToHaveCountAsync(0);
            await session.UploadButton($"Remove {name} from the message").ClickAsync();
            await Expect(session.Uploads.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        }
    });

    [Fact]
    public Task What_may_be_taken_another_time_is_tried_again_by_itself_or_on_demand() => browser.RunAsync("upload-again", async scenario =>
    {
        var (user, session) = await StartAsync(scenario);
        using var _ = user;
        var answers = new Queue<(int Status, string Body)>(
            [(507, ""), (413, """{"title":"The storage is full","code":"storage-full","status":413}"""),
                (429, ""), (503, "<html>"), (0, "")]);
        var keys = new HashSet<string>();
        await user.Page.RouteAsync("**/upload/*", async route =>
        {
            keys.Add(await route.Request.HeaderValueAsync("Idempotency-Key") ?? "");
            await (!answers.TryDequeue(out var answer) ? route.ContinueAsync()
                : answer.Status == 0 ? route.AbortAsync() : route.FulfillAsync(new() { Status = answer.Status, Body = answer.Body }));
        });

        await session.DropAsync(TestImages.Png(300, 200), "quarters.png", "image/png");
        foreach (var why in (string[])["The storage is full.", "The storage is full.", "Too many requests."])
        {
            await Expect(session.Uploads.GetByRole(AriaRole.Alert)).ToContainTextAsync(why);
            await session.UploadButton("Retry quarters.png").ClickAsync();
        }
        await session.ShouldShowThumbnailAsync("quarters.png", width: 300);
        Assert.Empty(answers);
        Assert.Single(keys);
        Assert.Equal(["quarters.png"], await NamesAsync(user));
    });

    [Fact]
    public Task A_first_file_that_is_refused_makes_no_session() => browser.RunAsync("upload-first-refused", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var home = new HomeScreen(user.Page);
        await user.Page.GotoAsync("/");
        await home.DropAsync([], "nothing.jpg");
        await Expect(user.Page.GetByText("nothing.jpg: The file is empty.")).ToBeVisibleAsync();
        await home.DropAsync(Heic, "phone.jpg");
        await Expect(user.Page.GetByText("phone.jpg: HEIC pictures cannot be read here.")).ToBeVisibleAsync();
        Assert.Empty((await user.Api.ListSessionsAsync()).Items);
        await home.DropAsync(TestImages.Truncated(TestImages.Png(300, 200), 0.01), "half.png");
        await Expect(user.Page.GetByText("half.png: The image is damaged.")).ToBeVisibleAsync();
        await Expect(home.Heading).ToBeVisibleAsync();
        Assert.Empty((await user.Api.ListSessionsAsync()).Items);
        await home.DropAsync(TestImages.Jpeg(300, 200), "good.jpg");
        await new CanvasScreen(user.Page).ShouldShowAsync("good.jpg");
        Assert.Single((await user.Api.ListSessionsAsync()).Items);
        // The browser complains of the answer, and of the preview of a picture that it cannot read either.
        Assert.DoesNotContain(
            scenario.ScriptErrors, line =>
                !line.Contains("422", StringComparison.Ordinal) && !line.Contains("blob:", StringComparison.Ordinal));
    });

    private async Task<(BrowserUser BrowserUser, SessionScreen Session)> StartAsync(BrowserScenario scenario)
    {
        var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = new SessionScreen(user.Page);
        await session.CreateAsync();
        return (user, session);
    }

    /// <summary>Of the images that the session has, as the API tells.</summary>
    private static async Task<IEnumerable<string>> NamesAsync(BrowserUser user) =>
        (await user.Api.ListSessionImagesAsync(new(new Uri(user.Page.Url).Segments[^1]))).Items.Select(image => image.FileName).Order();

    [GeneratedRegex(@"^0\.\d+$")]
    private static partial Regex Underway();
}
