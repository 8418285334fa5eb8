using Microsoft.Playwright;

namespace NanoBanana.Tests.Browser;

/// <summary>What the browser itself tells of how smooth a page is.</summary>
internal static class Scrolling
{
    /// <summary>Runs before the page's own scripts.</summary>
    public const string Watch =
        """
        window.seen = { tasks: [], answers: [], ready: 0 };
        new PerformanceObserver(list => seen.tasks.push(...list.getEntries().map(one => one.duration)))
          .observe({ type: 'longtask', buffered: true });
        new PerformanceObserver(list => seen.answers.push(...list.getEntries().map(one => one.duration)))
          .observe({ type: 'event', durationThreshold: 16 });
        const waiting = setInterval(() => {
          if (!document.querySelector('[data-send=say]:not([disabled])')) return;
          seen.ready = performance.now();
          clearInterval(waiting);
        }, 5);
        """;

    public static Task<double> FirstViewAsync(IPage page) =>
        page.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");

    public static Task<double> ReadyAsync(IPage page) => page.EvaluateAsync<double>("() => seen.ready");

    public static Task<double> LongestAnswerAsync(IPage page) => page.EvaluateAsync<double>("() => Math.max(0, ...seen.answers)");

    public static Task<int> NodesAsync(IPage page) => page.EvaluateAsync<int>("() => document.querySelectorAll('*').length");

    /// <summary>
    /// Scrolls from one end to the other, 60 px a frame; median, 95th percentile and longest frame, number and longest of the long tasks.
    /// </summary>
    public static Task<double[]> ThroughAsync(IPage page, string scroller) => page.EvaluateAsync<double[]>(
        """
        selector => new Promise(done => {
          const list = document.querySelector(selector);
          // A conversation stands at its end, and counts backwards from there.
          const step = list.scrollTop > 0 || getComputedStyle(list).flexDirection === 'column-reverse' ? -60 : 60;
          const frames = [];
          let [last, still] = [performance.now(), 0];
          seen.tasks.length = 0;
          const frame = now => {
            frames.push(now - last);
            last = now;
            const before = list.scrollTop;
            list.scrollTop += step;
            still = list.scrollTop === before ? still + 1 : 0;
            if (still < 30 && frames.length < 3000) return requestAnimationFrame(frame);
            frames.sort((a, b) => a - b);
            const at = share => frames[Math.min(frames.length - 1, Math.floor(frames.length * share))];
            done([at(0.5), at(0.95), frames.at(-1), seen.tasks.length, Math.max(0, ...seen.tasks)]);
          };
          requestAnimationFrame(frame);
        })
        """, scroller);
}
