using Microsoft.Playwright;

namespace NanoBanana.Tests.Browser;

/// <summary>The canvas's own modules, one by one, in the browser they are made for.</summary>
[Collection(nameof(BrowserFixture))]
public sealed class ScriptTests(BrowserFixture browser)
{
    [Fact]
    public Task A_picture_fits_with_a_margin_and_a_small_one_is_not_blown_up() => RunAsync("view-fit", async page =>
    {
        var fitted = await page.EvaluateAsync<double[]>(
            """
            async () => {
              const { View } = await import('/js/view.js');
              const view = new View();
              view.resize(632, 632, 2);
              view.show({ width: 6000, height: 3000 });
              const large = [view.scale, view.zoom, view.x, view.y];
              view.show({ width: 100, height: 50 });
              return [...large, view.scale, view.x, view.y];
            }
            """);
        Assert.Equal([0.1, 0.2, 16, 166, 1, 266, 291], fitted.Select(value => Math.Round(value, 6)));
    });

    [Fact]
    public Task Zooming_keeps_the_point_under_the_pointer_and_ends_at_limits() => RunAsync("view-zoom", async page =>
    {
        var seen = await page.EvaluateAsync<double[]>(
            """
            async () => {
              const { View } = await import('/js/view.js');
              const view = new View();
              view.resize(800, 600, 1);
              view.show({ width: 4000, height: 3000 });
              const before = view.toPicture(500, 200);
              for (let i = 0; i < 12; i++) view.zoomBy(1.25, 500, 200);
              const after = view.toPicture(500, 200);
              view.zoomTo(1);
              const full = view.zoom;
              view.zoomBy(1e9);
              const deepest = view.zoom;
              view.zoomBy(1e-9);
              const smallest = view.scale - view.fitting;
              return [after.x - before.x, after.y - before.y, full, deepest, smallest];
            }
            """);
        Assert.Equal([0, 0, 1, 32, 0], seen.Select(value => Math.Round(value, 6)));
    });

    [Fact]
    public Task A_picture_cannot_be_dragged_out_of_sight_and_a_version_of_its_size_keeps_the_place() => RunAsync("view-pan", async page =>
    {
        var seen = await page.EvaluateAsync<double[]>(
            """
            async () => {
              const { View } = await import('/js/view.js');
              const view = new View();
              view.resize(800, 600, 1);
              view.show({ width: 4000, height: 3000 });
              view.zoomTo(1);
              view.pan(1e6, -1e6);
              const corner = [view.x, view.y];
              view.show({ width: 4000, height: 3000 });
              const kept = [view.x, view.y, view.zoom];
              view.show({ width: 4000, height: 3001 });
              return [...corner, ...kept, view.fitted ? 1 : 0];
            }
            """);
        Assert.Equal([48, 600 - 3000 - 48, 48, 600 - 3000 - 48, 1, 1], seen);
    });

    [Fact]
    public Task A_mask_is_white_exactly_where_it_was_painted_and_as_large_as_the_picture() => RunAsync("mask-png", async page =>
    {
        // Larger than one band, so that their seams are seen, and of a width that is no whole number of bytes.
        var mask = await MaskAsync(page, 3001, 1500, "mask.add({ kind: 'box', x: 1003, y: 600, width: 501, height: 333 });");
        Assert.Equal((3001, 1500, 1), (mask.Width, mask.Height, mask.Bands));
        AssertWhite(mask, (x, y) => x is >= 1003 and < 1504 && y is >= 600 and < 933);
    });

    [Fact]
    public Task Undo_redo_invert_clear_and_the_eraser_do_what_they_say() => RunAsync("mask-undo", async page =>
    {
        var mask = await MaskAsync(page, 60, 40,
            """
            mask.add({ kind: 'box', x: 0, y: 0, width: 60, height: 40 });
            mask.clear();
            mask.add({ kind: 'box', x: 10, y: 10, width: 20, height: 20 });
            mask.add({ kind: 'box', x: 40, y: 0, width: 20, height: 40 });
            mask.undo();
            mask.undo();
            mask.redo();
            mask.add({ kind: 'box', x: 10, y: 10, width: 5, height: 20, erase: true });
            mask.invert();
            """);
        AssertWhite(mask, (x, y) => x is not (>= 15 and < 30) || y is not (>= 10 and < 30));
    });

    [Fact]
    public Task A_lasso_fills_what_it_encloses_and_a_stroke_is_as_wide_as_the_brush() => RunAsync("mask-lasso", async page =>
    {
        var mask = await MaskAsync(page, 100, 100,
            """
            mask.add({ kind: 'area', points: [10, 10, 40, 10, 40, 40, 10, 40] });
            mask.add({ kind: 'line', size: 10, points: [0, 70, 100, 70] });
            """);
        AssertWhite(mask, (x, y) => x is >= 10 and < 40 && y is >= 10 and < 40 || y is >= 65 and < 75);
    });

    [Theory]
    [InlineData("mask.grow(20);", 20)]
    [InlineData("mask.grow(-10);", -10)]
    [InlineData("mask.grow(15); mask.grow(-15); mask.undo(); mask.undo();", 0)]
    public Task A_mask_grows_and_shrinks_as_far_everywhere_but_at_the_picture_s_edge(string change, int by) =>
        RunAsync($"mask-grow-{by}", async page =>
    {
        // Several bands high, so that their seams would show.
        var mask = await MaskAsync(page, 3000, 1600, "mask.add({ kind: 'box', x: 0, y: 500, width: 1000, height: 600 });" + change);
        foreach (var (x, y, inside) in ((int, int, bool)[])[
            (0, 800, true), (999 + by - 1, 800, true), (999 + by + 2, 800, false), (500, 500 - by + 1, true), (500, 500 - by - 2, false),
            (500, 1099 + by - 1, true), (500, 1099 + by + 2, false)])
        {
            Assert.True(mask.At(x, y)[0] == 255 == inside, $"{x}, {y} is {mask.At(x, y)[0]}.");
        }
        // Round corners.
        Assert.True(by <= 0 || mask.At(999 + by - 2, 500 - by + 2)[0] == 0);
    });

    [Fact]
    public Task A_mask_that_came_as_a_picture_is_added_and_taken_away() => RunAsync("mask-picture", async page =>
    {
        var mask = await MaskAsync(page, 300, 200,
            """
            const { prepare } = await import('/js/maskPictures.js');
            const half = new Mask(300, 200);
            half.add({ kind: 'box', x: 0, y: 0, width: 150, height: 200 });
            const file = await half.toPng();
            const [whole, hole] = [{ kind: 'picture', file }, { kind: 'picture', erase: true, file }];
            await prepare([whole, hole]);
            mask.add(whole);
            mask.invert();
            mask.add({ kind: 'box', x: 100, y: 0, width: 50, height: 200 });
            mask.add(hole);
            mask.add({ kind: 'box', x: 0, y: 0, width: 10, height: 10 });
            """);
        AssertWhite(mask, (x, y) => x >= 150 || (x < 10 && y < 10));
    });

    [Fact]
    public Task What_is_kept_is_there_again_until_it_is_dropped() => RunAsync("keep", async page =>
    {
        var seen = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const { load, save } = await import('/js/browserStore.js');
              await save('a', [1, 2]);
              const kept = JSON.stringify(await load('a'));
              await save('a', null);
              return [kept, JSON.stringify(await load('a')), JSON.stringify(await load('b'))];
            }
            """);
        Assert.Equal(["[1,2]", "null", "null"], seen);
    });

    [Fact]
    public Task The_focus_goes_to_what_follows_else_to_what_precedes() => RunAsync("focus", async page =>
    {
        await page.Keyboard.PressAsync("Tab");
        var seen = await page.EvaluateAsync<string[]>(
            """
            async () => {
              document.body.insertAdjacentHTML(
                'beforeend', '<ul id="three">' + [...'abc'].map(name => `<li><button>${name}</button></li>`).join('') + '</ul>');
              const buttons = document.querySelectorAll('#three button');
              const after = async (lost, losing) => {
                lost.focus();
                losing(lost);
                const isLost = () => [lost, document.body].includes(document.activeElement);
                for (const ends = Date.now() + 5000; isLost() && Date.now() < ends;) await new Promise(requestAnimationFrame);
                return isLost() ? 'nowhere' : document.activeElement.textContent;
              };
              return [
                await after(buttons[1], lost => lost.parentElement.remove()),
                await after(buttons[2], lost => { lost.parentElement.hidden = true; }),
              ];
            }
            """);
        Assert.Equal(["c", "a"], seen);
    });

    [Theory]
    [InlineData("harbour.jpg", "image/png", "harbour.png")]
    [InlineData("v1.2 final", "image/webp", "v1.2 final.webp")]
    [InlineData(".jpg", "image/jpeg", ".jpg.jpg")]
    public Task A_download_is_named_after_the_picture(string name, string type, string expected) => RunAsync("download-name", async page =>
        Assert.Equal(expected, await page.EvaluateAsync<string>(
            "async ([name, type]) => (await import('/js/download.js')).rename(name, type)", new[] { name, type })));

    private Task RunAsync(string name, Func<IPage, Task> test) => browser.RunAsync(name, async scenario =>
    {
        var page = await scenario.OpenAsync();
        await page.GotoAsync("/sign-in");
        await test(page);
    });

    internal static async Task<TestPixels> MaskAsync(IPage page, int width, int height, string painting)
    {
        var png = await page.EvaluateAsync<string>(
            $$"""
            async () => {
              const { Mask } = await import('/js/mask.js');
              const mask = new Mask({{width}}, {{height}});
              {{painting}}
              const bytes = new Uint8Array(await (await mask.toPng()).arrayBuffer());
              return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
            }
            """);
        return TestPixels.Decode(Convert.FromBase64String(png), "pngload_buffer");
    }

    private static void AssertWhite(TestPixels mask, Func<int, int, bool> white)
    {
        for (var y = 0; y < mask.Height; y++)
        {
            for (var x = 0; x < mask.Width; x++)
            {
                if (mask.At(x, y)[0] != (white(x, y) ? 255 : 0))
                {
                    Assert.Fail($"{x}, {y} is {mask.At(x, y)[0]}.");
                }
            }
        }
    }
}
