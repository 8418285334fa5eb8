using System.Globalization;
using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace NanoBanana.Tests.Browser;

/// <summary>
/// A session that was used for a long time. How much is in the page decides the tests; how quick it is, is only written down, for
/// <c>bench/web.sh</c>, which asks for more: <c>WEB_MESSAGES</c>, <c>WEB_IMAGES</c>, <c>WEB_SESSIONS</c> and <c>WEB_CIRCUITS</c>, reported
/// to the file <c>WEB_REPORT</c>.
/// </summary>
[Collection(nameof(ToolFixture))]
public sealed class SmoothnessTests(BrowserFixture browser)
{
    private static readonly string? Report = Environment.GetEnvironmentVariable("WEB_REPORT");

    [Fact]
    public Task A_long_session_opens_with_its_end_and_scrolls() => browser.RunAsync("long-session", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var messages = Asked("WEB_MESSAGES", 80);
        var session = await new ManyPictures(user).MakeAsync(messages, Asked("WEB_IMAGES", 64));
        var (page, screen) = (user.Page, new SessionScreen(user.Page));
        await page.AddInitScriptAsync(Scrolling.Watch);
        for (var round = 0; round < 3; round++)
        {
            await page.GotoAsync($"/s/{session.Id}");
            await Expect(screen.Say).ToBeEnabledAsync();
        }
        Note("session: first view, ms", await Scrolling.FirstViewAsync(page));
        Note("session: ready for input, ms", await Scrolling.ReadyAsync(page));
        var nodes = await Scrolling.NodesAsync(page);
        Note("session: elements in the page", nodes);
        Assert.InRange(nodes, 1, 2_000);
        Assert.InRange(await screen.Messages.CountAsync(), 1, 60);

        await screen.Composer.PressSequentiallyAsync("make the sky warmer and the hills darker", new() { Delay = 20 });
        Note("session: longest answer to a key, ms", await Scrolling.LongestAnswerAsync(page));
        var earlier = page.GetByRole(AriaRole.Button, new() { Name = "Show earlier" });
        for (var shown = 30; shown < messages; shown += 50)
        {
            await earlier.ClickAsync();
            await Expect(page.GetByRole(AriaRole.Log)).ToHaveAttributeAsync("aria-label", "Messages");
        }
        await Expect(screen.Messages).ToHaveCountAsync(messages, new() { Timeout = 60_000 });
        await NoteAsync("conversation, everything loaded", page, "[role=log]");
    });

    [Fact]
    public Task A_large_gallery_scrolls() => browser.RunAsync("large-gallery", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        await new ManyPictures(user).MakeAsync(messages: 0, Asked("WEB_IMAGES", 192));
        var (page, gallery) = (user.Page, new GalleryScreen(user.Page));
        await page.AddInitScriptAsync(Scrolling.Watch);
        for (var round = 0; round < 3; round++)
        {
            await gallery.OpenAsync();
        }
        Note("gallery: first view, ms", await Scrolling.FirstViewAsync(page));
        Note("gallery: layout shift", await gallery.LayoutShiftAsync());
        await NoteAsync("gallery", page, ".pictures");
        var nodes = await Scrolling.NodesAsync(page);
        Note("gallery: elements in the page", nodes);
        Assert.InRange(nodes, 1, 2_000);
    });

    [Fact]
    public Task A_long_list_of_sessions_scrolls_to_the_last_with_few_rows_in_the_page() =>
        browser.RunAsync("many-sessions", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var sessions = Asked("WEB_SESSIONS", 300);
        await user.Api.CreateSessionAsync("The very first");
        await Parallel.ForAsync(1, sessions, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, stop) =>
            await user.Api.CreateSessionAsync($"Session {i}", null, stop));
        var (page, list) = (user.Page, new SessionListScreen(user.Page));
        await page.AddInitScriptAsync(Scrolling.Watch);
        await page.GotoAsync("/");
        await new AccountScreen(page).ShouldBeSignedInAsync();
        await Expect(list.Rows.First).ToBeVisibleAsync();
        await Expect(list.Row("The very first")).ToHaveCountAsync(0);

        await NoteAsync("sessions", page, ".sidebar .list");
        await list.ScrollToAsync("The very first");
        Assert.InRange(await list.Rows.CountAsync(), 5, 60);
        await list.Search.FillAsync("session 277");
        await Expect(list.Row("Session 277")).ToBeVisibleAsync();
        Assert.Empty(scenario.ScriptErrors);
    });

    [Fact]
    public async Task Its_own_scripts_and_styles_are_small()
    {
        using var http = new HttpClient { BaseAddress = browser.Web.Address };
        var root = Path.Combine(Artifacts.Directory(".."), "NanoBanana.Web", "wwwroot");
        var scripts = Directory.GetFiles(Path.Combine(root, "js"), "*.js", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'));
        var bytes = 0L;
        foreach (var address in scripts.Concat(["app.css", "NanoBanana.Web.styles.css", "icons.svg"]))
        {
            using var small = new MemoryStream();
            await using (var brotli = new BrotliStream(small, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                await brotli.WriteAsync(await http.GetByteArrayAsync(address));
            }
            bytes += small.Length;
        }
        Note("own scripts, styles and icons, compressed, kB", bytes / 1000.0);
        Assert.InRange(bytes, 1, 120_000);
    }

    [Fact]
    public Task Idle_circuits_cost_little() => browser.RunAsync("circuits", async scenario =>
    {
        using var user = await BrowserUser.RegisterAsync(browser, scenario);
        var session = await new ManyPictures(user).MakeAsync(messages: 30, images: 24);
        async Task OpenAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await new SessionScreen(await user.Page.Context.NewPageAsync()).OpenAsync($"{browser.Web.Address}s/{session.Id}");
            }
        }

        // The first ones also pay for compiled code and for the room that the collector takes.
        var count = Asked("WEB_CIRCUITS", 3);
        await OpenAsync(count);
        var before = Resident();
        await OpenAsync(count);
        var each = (Resident() - before) / count / 1e6;
        Note("memory of the web app for each idle circuit with a session open, MB", each);
        // Not a measure, but a leak of a page's pictures or messages would show.
        Assert.InRange(each, double.MinValue, 60);
    });

    private double Resident() =>
        long.Parse(File.ReadAllText($"/proc/{browser.Web.ProcessId}/statm").Split(' ')[1], CultureInfo.InvariantCulture)
            * (double)Environment.SystemPageSize;

    private static async Task NoteAsync(string what, IPage page, string scroller)
    {
        if (Report is null)
        {
            return;
        }
        var scrolled = await Scrolling.ThroughAsync(page, scroller);
        Note($"{what}: frame while scrolling, median, ms", scrolled[0]);
        Note($"{what}: frame while scrolling, 95th of 100, ms", scrolled[1]);
        Note($"{what}: longest frame, ms", scrolled[2]);
        Note($"{what}: long tasks while scrolling", scrolled[3]);
        Note($"{what}: longest task, ms", scrolled[4]);
    }

    private static int Asked(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static void Note(string what, double value)
    {
        if (Report is { Length: > 0 })
        {
            File.AppendAllText(Report, string.Create(CultureInfo.InvariantCulture, $"| {what} | {value:0.##} |\n"));
        }
    }
}
