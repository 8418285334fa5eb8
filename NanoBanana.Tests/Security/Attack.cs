using System.Net.Http.Headers;
using System.Text;

namespace NanoBanana.Tests.Security;

/// <summary>One request that nobody means well with.</summary>
public sealed record Attack(string Method, string Path, string? ContentType = null, byte[]? Body = null)
{
    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), new Uri(Path, UriKind.Relative));
        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            if (MediaTypeHeaderValue.TryParse(ContentType, out var type))
            {
                request.Content.Headers.ContentType = type;
            }
        }
        return request;
    }

    public override string ToString() =>
        $"{Method} {Path} {ContentType} {(Body is null ? "" : Encoding.UTF8.GetString(Body.Length > 400 ? Body[..400] : Body))}";
}
