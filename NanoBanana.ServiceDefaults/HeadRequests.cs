using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Microsoft.Extensions.Hosting;

/// <summary>Answers HEAD wherever GET is answered: the same headers, and no body.</summary>
public static class HeadRequests
{
    private static readonly object Mark = new();

    /// <summary>Routes HEAD to the endpoints of GET. They see HEAD, and need not make a body; the server sends none either way.</summary>
    public static void UseRoutingWithHead(this WebApplication app)
    {
        app.Use((context, next) =>
        {
            if (HttpMethods.IsHead(context.Request.Method))
            {
                context.Items[Mark] = Mark;
                context.Request.Method = HttpMethods.Get;
            }
            return next(context);
        });
        app.UseRouting();
        app.Use((context, next) =>
        {
            context.Request.Method = context.IsHead() ? HttpMethods.Head : context.Request.Method;
            return next(context);
        });
    }

    /// <summary>Whether only the headers are wanted, also in endpoints that short-circuit the routing.</summary>
    public static bool IsHead(this HttpContext context) => context.Items.ContainsKey(Mark);
}
