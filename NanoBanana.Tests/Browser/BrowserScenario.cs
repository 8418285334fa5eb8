using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace NanoBanana.Tests.Browser;

/// <summary>One or more browsers, each as somebody's device: nothing is shared between them.</summary>
public sealed class BrowserScenario(IBrowser browser, Uri address, string name) : IAsyncDisposable
{
    private readonly List<IPage> _pages = [];
    private readonly ConcurrentQueue<string> _console = new();

    /// <summary>Where goes what its pages showed, when it fails.</summary>
    public string Directory { get; } = Artifacts.Directory("browser", name);

    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null, Uri? at = null)
    {
        options ??= new() { ViewportSize = new() { Width = 1280, Height = 800 }, Locale = "en-US" };
        options.BaseURL = (at ?? address).ToString();
        options.ReducedMotion ??= ReducedMotion.Reduce;
        // Most scenarios look at what goes over the network, which a worker may hide.
        options.ServiceWorkers ??= ServiceWorkerPolicy.Block;
        var context = await browser.NewContextAsync(options);
        if (Artifacts.AreTraced)
        {
            await context.Tracing.StartAsync(new() { Snapshots = true });
        }
        var page = await context.NewPageAsync();
        var number = _pages.Count;
        page.Console += (_, message) => Note($"{number} {message.Type}: {message.Text}");
        page.Console += (_, message) => Note($"{number} says that of {message.Location}");
        page.PageError += (_, error) => Note($"{number} error: {error}");
        page.FrameNavigated += (_, frame) => Note($"{number} is at {frame.Url}");
        page.Crash += (_, _) => Note($"{number} error: the page crashed");
        _pages.Add(page);
        return page;
    }

    /// <summary>What went wrong in the pages' scripts.</summary>
    public IEnumerable<string> ScriptErrors => _console.Where(line => line.Contains(" error: ", StringComparison.Ordinal));

    private void Note(string line) => _console.Enqueue($"{DateTime.UtcNow:mm:ss.fff} {line}");

    public async Task KeepAsync()
    {
        System.IO.Directory.CreateDirectory(Directory);
        for (var i = 0; i < _pages.Count; i++)
        {
            Note($"{i} has the focus on {await _pages[i].EvaluateAsync<string>("() => document.activeElement?.outerHTML.slice(0, 160)")}");
        }
        await File.WriteAllLinesAsync(Path.Combine(Directory, "console.txt"), _console);
        for (var i = 0; i < _pages.Count; i++)
        {
            await _pages[i].ScreenshotAsync(new() { Path = Path.Combine(Directory, $"{i}.png") });
            await File.WriteAllTextAsync(Path.Combine(Directory, $"{i}.html"), await _pages[i].ContentAsync());
            if (Artifacts.AreTraced)
            {
                await _pages[i].Context.Tracing.StopAsync(new() { Path = Path.Combine(Directory, $"{i}-trace.zip") });
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in _pages)
        {
            await page.Context.DisposeAsync();
        }
    }
}
