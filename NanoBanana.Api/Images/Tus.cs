using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using NanoBanana.Api.Errors;

namespace NanoBanana.Api.Images;

/// <summary>The headers of tus 1.0.0, the protocol of uploads that can be resumed (tus.io).</summary>
internal static class Tus
{
    public const string Version = "1.0.0";
    public const string Extensions = "creation,termination,checksum,expiration";
    public const string Algorithms = "sha1,sha256";
    public const string PartType = "application/offset+octet-stream";
    public const string Offset = "Upload-Offset";
    public const string Length = "Upload-Length";
    public const string Metadata = "Upload-Metadata";
    public const string Checksum = "Upload-Checksum";
    public const string Expires = "Upload-Expires";
    public const string Resumable = "Tus-Resumable";

    /// <summary>Defined by the protocol: the checksum is another one.</summary>
    public const int ChecksumMismatch = 460;

    /// <summary>Refuses requests of another version; every answer says the server's.</summary>
    public static async ValueTask<object?> CheckVersionAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers[Resumable] = Version;
        if (http.Request.Headers[Resumable] == Version)
        {
            return await next(context);
        }

        http.Response.Headers["Tus-Version"] = Version;
        return Problems.Coded(
            StatusCodes.Status412PreconditionFailed, "tus-version", $"Send {Resumable}: {Version}; this server speaks tus {Version}.");
    }

    /// <summary>A whole number that is not negative.</summary>
    public static long? Number(HttpRequest request, string header) =>
        long.TryParse(request.Headers[header], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads <c>name base64,name base64</c>.</summary>
    /// <returns>Null when it is not of that form.</returns>
    public static Dictionary<string, string>? ReadMetadata(HttpRequest request)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        const StringSplitOptions Split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var pair in request.Headers[Metadata].ToString().Split(',', Split))
        {
            var parts = pair.Split(' ');
            var bytes = new byte[pair.Length];
            if (parts.Length > 2 || !Convert.TryFromBase64String(parts.Length == 2 ? parts[1] : "", bytes, out var count)
                || !read.TryAdd(parts[0], Encoding.UTF8.GetString(bytes, 0, count)))
            {
                return null;
            }
        }

        return read;
    }

    /// <summary>What the sender says that the hash of the part is.</summary>
    /// <returns>Without an algorithm where none is named; false where it cannot be understood.</returns>
    public static bool TryReadChecksum(HttpRequest request, out (HashAlgorithmName Algorithm, byte[] Hash)? checksum)
    {
        checksum = null;
        if (request.Headers[Checksum].ToString() is not { Length: > 0 } header)
        {
            return true;
        }

        var parts = header.Split(' ');
        var hash = new byte[header.Length];
        HashAlgorithmName? algorithm = parts[0] switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            _ => null,
        };
        if (algorithm is not { } known || parts.Length != 2 || !Convert.TryFromBase64String(parts[1], hash, out var length))
        {
            return false;
        }

        checksum = (known, hash[..length]);
        return true;
    }

    public static ProblemHttpResult Mismatch { get; } = Problems.Coded(
        ChecksumMismatch, "checksum-mismatch", "The part has another checksum than you say. It was thrown away; send it again.");
}
