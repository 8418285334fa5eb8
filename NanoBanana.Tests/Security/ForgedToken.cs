using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Accounts;

namespace NanoBanana.Tests.Security;

/// <summary>Somebody's good token with one thing wrong.</summary>
internal static class ForgedToken
{
    public static string Of(string token, string secret, Caller caller)
    {
        var parts = token.Split('.');
        var (header, payload) = (Decode(parts[0]), Decode(parts[1]));
        var key = new SigningKeys(Options.Create(new JwtOptions { Secret = secret })).Tokens.Key;
        switch (caller)
        {
            case Caller.ExpiredToken:
                payload["exp"] = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeSeconds();
                break;
            case Caller.WrongKey:
                key = RandomNumberGenerator.GetBytes(32);
                break;
            case Caller.NoAlgorithm:
                header["alg"] = "none";
                return $"{Encode(header)}.{Encode(payload)}.";
            case Caller.OtherIssuer:
                payload["iss"] = "somebody-else";
                break;
            case Caller.OtherAudience:
                payload["aud"] = "somebody-else";
                break;
            case Caller.Owner:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(caller), caller, null);
        }

        var content = $"{Encode(header)}.{Encode(payload)}";
        return $"{content}.{WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(content)))}";
    }

    private static JsonNode Decode(string part) => JsonNode.Parse(WebEncoders.Base64UrlDecode(part))!;

    private static string Encode(JsonNode part) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(part));
}
