using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NanoBanana.Tests.Storage;

/// <summary>Checks AWS Signature Version 4 from the server's side.</summary>
internal sealed class AliyunSignature(string accessKey, string secretKey, string region)
{
    public bool Matches(HttpRequest request)
    {
        var fields = request.Headers.Authorization.ToString().Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal)
            .Split(", ").Select(field => field.Split('=', 2)).ToDictionary(field => field[0].Trim(), field => field[^1]);
        if (!fields.TryGetValue("Credential", out var credential)
            || credential.Split('/') is not [var key, var date, var place, "s3", "aws4_request"])
        {
            return false;
        }

        var names = fields["SignedHeaders"].Split(';');
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        var canonical = string.Join('\n',
        [
            request.Method, target[0], target.Length > 1 ? string.Join('&', target[1].Split('&').Order(StringComparer.Ordinal)) : "",
            .. names.Select(name => $"{name}:{request.Headers[name].ToString().Trim()}"),
            "", fields["SignedHeaders"], request.Headers["x-amz-content-sha256"].ToString(),
        ]);
        var toSign = string.Join('\n',
            "AWS4-HMAC-SHA256", request.Headers["x-amz-date"], $"{date}/{region}/s3/aws4_request",
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        var signingKey = new[] { date, region, "s3", "aws4_request" }.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secretKey), Hmac);
        return key == accessKey && place == region && fields["Signature"] == Convert.ToHexStringLower(Hmac(signingKey, toSign));
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
