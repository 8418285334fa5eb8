using Microsoft.AspNetCore.Http.Features;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Requests;

/// <summary>Marks an endpoint that reads its body itself, as it arrives.</summary>
internal sealed class StreamedBody;

/// <summary>Reads every other body into memory, up to the limit of JSON bodies; a larger one is read off and answered with 413.</summary>
internal static class JsonBodies
{
    public static void UseJsonBodies(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (!CanHaveBody(context) || context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is not null)
        {
            await next(context);
            return;
        }

        var body = new MemoryStream();
        context.Response.RegisterForDispose(body);
        if (await ReadAsync(context.Request.Body, body, context.RequestAborted))
        {
            body.Position = 0;
            context.Request.Body = body;
            await next(context);
        }
        else
        {
            await TypedResults.Problem(Problems.TooLarge($"A JSON body may have {Limits.JsonMaxBytes} bytes at most.")).ExecuteAsync(context);
        }
    });

    private static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? false;

    private static async Task<bool> ReadAsync(Stream source, MemoryStream target, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 << 10];
        var total = 0L;
        while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            total += read;
            if (total <= Limits.JsonMaxBytes)
            {
                target.Write(buffer, 0, read);
            }
        }

        return total <= Limits.JsonMaxBytes;
    }
}
