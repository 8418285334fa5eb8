using System.Buffers;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Http.Metadata;
using NanoBanana.Contracts;
using NanoBanana.Core;

namespace NanoBanana.Api.Requests;

/// <summary>Answers 200 with a <see cref="Page{T}"/> whose items are not parsed to be written again.</summary>
internal sealed class JsonPageResult<T>(JsonPage page) : IResult, IEndpointMetadataProvider
{
    private const string Json = "application/json";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<T>), [Json]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var before = "{\"items\":["u8;
        var after = page.NextCursor is { } cursor
            ? (byte[])[.. "],\"nextCursor\":\""u8, .. Encoding.UTF8.GetBytes(cursor), .. "\"}"u8]
            : [.. "],\"nextCursor\":null}"u8];
        response.ContentType = $"{Json}; charset=utf-8";
        response.ContentLength = before.Length + after.Length + page.Items.Sum(item => item.Length) + Math.Max(0, page.Items.Count - 1);
        response.BodyWriter.Write(before);
        for (var i = 0; i < page.Items.Count; i++)
        {
            if (i > 0)
            {
                response.BodyWriter.Write(","u8);
            }

            response.BodyWriter.Write(page.Items[i].Span);
        }

        response.BodyWriter.Write(after);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }
}
