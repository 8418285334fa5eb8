using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using NanoBanana.Api.Errors;
using NanoBanana.Contracts;

namespace NanoBanana.Api.Requests;

/// <summary>Marks an endpoint that reads its body itself, as it arrives.</summary>
internal sealed class StreamedBody;

/// <summary>Reads every other body into memory, up to the limit of JSON bodies; a larger one is read off and answered with 413.</summary>
internal static class JsonBodies
{
    private const int BlockLength = 16 << 10;

    public static void UseJsonBodies(this WebApplication app) => app.Use((context, next) =>
        !CanHaveBody(context) || context.GetEndpoint()?.Metadata.GetMetadata<StreamedBody>() is not null
            ? next(context) : ReadFirstAsync(context, next));

    private static async Task ReadFirstAsync(HttpContext context, RequestDelegate next)
    {
        var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, Limits.JsonMaxBytes));
        context.Response.RegisterForDispose(body);
        if (await ReadAsync(context.Request.Body, body, context.RequestAborted))
        {
            body.Position = 0;
            context.Request.Body = body;
            await next(context);
        }
        else
        {
            await TypedResults.Problem(Problems.TooLarge($"A JSON body may have {Limits.JsonMaxBytes} bytes at most."))
                .ExecuteAsync(context);
        }
    }

    private static bool CanHaveBody(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? false;

    private static async Task<bool> ReadAsync(Stream source, MemoryStream target, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
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
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
