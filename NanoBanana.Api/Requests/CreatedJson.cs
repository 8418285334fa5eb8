using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace NanoBanana.Api.Requests;

/// <summary>Answers 201 with what was created, which is JSON already.</summary>
internal sealed class CreatedJson<T>(string location, ReadOnlyMemory<byte> json) : IResult, IEndpointMetadataProvider
{
    private const string Json = "application/json";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [Json]));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.Headers.Location = location;
        response.ContentType = $"{Json}; charset=utf-8";
        response.ContentLength = json.Length;
        await response.BodyWriter.WriteAsync(json, httpContext.RequestAborted);
    }
}
