using Microsoft.Playwright;

namespace NanoBanana.Tests.Browser;

/// <summary>Fingers on a touch screen, as the browser itself gets them.</summary>
internal sealed class TouchGestures(ICDPSession devTools)
{
    private const int Steps = 6;

    public static async Task<TouchGestures> OnAsync(IPage page) => new(await page.Context.NewCDPSessionAsync(page));

    /// <summary>All move at once, from where they touch to where they leave.</summary>
    public async Task DragAsync(params ((double X, double Y) From, (double X, double Y) To)[] fingers)
    {
        await TouchAsync(fingers.Select(finger => finger.From));
        for (var step = 1; step <= Steps; step++)
        {
            var share = step / (double)Steps;
            await MoveAsync(fingers.Select(finger => (
                finger.From.X + ((finger.To.X - finger.From.X) * share), finger.From.Y + ((finger.To.Y - finger.From.Y) * share))));
        }
        await LiftAsync();
    }

    public Task TouchAsync(params IEnumerable<(double X, double Y)> points) => SendAsync("touchStart", points);

    public Task MoveAsync(params IEnumerable<(double X, double Y)> points) => SendAsync("touchMove", points);

    public Task LiftAsync() => SendAsync("touchEnd", []);

    private Task SendAsync(string type, IEnumerable<(double X, double Y)> points) => devTools.SendAsync("Input.dispatchTouchEvent", new()
    {
        ["type"] = type,
        ["touchPoints"] = points
            .Select((point, id) => new Dictionary<string, object> { ["x"] = point.X, ["y"] = point.Y, ["id"] = id }).ToArray(),
    });
}
