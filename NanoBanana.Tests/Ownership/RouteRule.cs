using System.Net.Http.Headers;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Ownership;

/// <summary>What one route answers to those who do not own what it is about.</summary>
/// <param name="Route">Method and path as the API describes them, every parameter as <c>{}</c>.</param>
/// <param name="Anonymous">Status without a token.</param>
/// <param name="Stranger">Status with the token of somebody else; null where the route is about the caller alone.</param>
/// <param name="Body">A JSON body that is good, or <c>form</c> for an upload.</param>
public sealed record RouteRule(string Route, int Anonymous, int? Stranger, string? Body = null)
{
    public HttpMethod Method => new(Route[..Route.IndexOf(' ')]);

    public string Path(OwnedThings owned) => Route[(Route.IndexOf(' ') + 1)..].Replace("{}", owned.IdFor(Route), StringComparison.Ordinal);

    public HttpRequestMessage Request(OwnedThings owned) => new(Method, Path(owned))
    {
        Content = Body switch
        {
            null => null,
            "form" => new MultipartFormDataContent
            {
                Uploads.Field("sessionId", owned.SessionId), Uploads.File("file", TestImages.Png(8, 8)),
            },
            _ => new StringContent(Body, new MediaTypeHeaderValue("application/json")),
        },
    };

    public override string ToString() => Route;
}
