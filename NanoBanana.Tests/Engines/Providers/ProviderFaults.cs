using Microsoft.AspNetCore.Http;

namespace NanoBanana.Tests.Engines.Providers;

/// <summary>What goes wrong below the wire format, the same for every provider.</summary>
internal static class ProviderFaults
{
    private const int HugeBlock = 1 << 20;

    /// <summary>True when the mode was one of these and the answer is given, or never will be.</summary>
    public static async Task<bool> PlayAsync(string mode, HttpContext context)
    {
        var response = context.Response;
        switch (mode)
        {
            case "hang":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            case "slow":
                await Task.Delay(TimeSpan.FromSeconds(2), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return false;
            case "cut":
                context.Abort();
                return true;
            case "cut-in-body":
                response.ContentType = "application/json";
                response.ContentLength = 1000;
                await response.WriteAsync("""{"candidates":[""");
                await response.Body.FlushAsync();
                context.Abort();
                return true;
            case "huge":
                response.ContentType = "application/json";
                await response.WriteAsync("{\"filler\":\"");
                for (var sent = 0; sent < 80 && !context.RequestAborted.IsCancellationRequested; sent++)
                {
                    await response.Body.WriteAsync(new byte[HugeBlock].AsMemory()).ConfigureAwait(false);
                }

                return true;
            case "nonsense":
                response.ContentType = "text/html";
                await response.WriteAsync("<html>It works!</html>");
                return true;
            case "broken-json":
                response.ContentType = "application/json";
                await response.WriteAsync("""{"candidates":[{"content":{"parts":[{"text":"a""");
                return true;
            case "redirect":
                response.Redirect("/elsewhere");
                return true;
            case "bad-gateway":
                response.StatusCode = 502;
                await response.WriteAsync("<html>Bad Gateway</html>");
                return true;
            default:
                return false;
        }
    }
}
