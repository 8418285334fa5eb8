using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NanoBanana.Core.Storage;

namespace NanoBanana.Tests.Storage;

/// <summary>
/// Speaks S3 as strictly as Aliyun OSS: the bucket only in the host name, no aws-chunked bodies, signatures and body hashes
/// checked, ETags in upper case. It can also break a connection in the middle of an answer.
/// </summary>
public sealed class AliyunServer : IAsyncLifetime
{
    private const string Host = "images.s3.oss-cn-test.aliyuncs.com";
    private static readonly AliyunSignature Signature = new("key", "secret", "cn-test");

    private readonly ConcurrentDictionary<string, (byte[] Content, string ETag)> _objects = new();
    private WebApplication? _application;
    private int _gets;

    /// <summary>How many GET requests came in.</summary>
    public int Gets => _gets;

    /// <summary>Every answer to a GET is cut after so many bytes; null for never.</summary>
    public int? BreakAfter { get; set; }

    internal StorageOptions Options { get; } = new()
    {
        Type = StorageOptions.Aliyun,
        ServiceUrl = "http://s3.oss-cn-test.aliyuncs.com",
        Region = "oss-cn-test",
        Bucket = "images",
        AccessKey = "key",
        SecretKey = "secret",
    };

    public int Port { get; private set; }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        Port = new Uri(_application.Urls.First()).Port;
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.Host.Host != Host)
        {
            return RefuseAsync(context, 403, "SecondLevelDomainForbidden", "Please use virtual hosted style to access.");
        }

        if (request.Headers["x-amz-content-sha256"].ToString().StartsWith("STREAMING-", StringComparison.Ordinal)
            || request.Headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.Ordinal))
        {
            return RefuseAsync(
                context, 400, "InvalidArgument", "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value.");
        }

        return Signature.Matches(request)
            ? request.Method switch
            {
                "PUT" => PutAsync(context),
                "DELETE" => DeleteAsync(context),
                _ => GetAsync(context),
            }
            : RefuseAsync(
                context, 403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
    }

    private async Task PutAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var content = body.ToArray();
        if (context.Request.Headers["x-amz-content-sha256"] != Convert.ToHexStringLower(SHA256.HashData(content)))
        {
            await RefuseAsync(
                context, 400, "XAmzContentSHA256Mismatch", "The provided x-amz-content-sha256 header does not match what was computed.");
            return;
        }

        var etag = $"\"{Guid.NewGuid().ToString("N").ToUpperInvariant()}\"";
        _objects[context.Request.Path] = (content, etag);
        context.Response.Headers.ETag = etag;
    }

    private async Task GetAsync(HttpContext context)
    {
        if (!_objects.TryGetValue(context.Request.Path, out var found))
        {
            await RefuseAsync(context, 404, "NoSuchKey", "The specified key does not exist.");
            return;
        }

        if (context.Request.Headers.IfMatch.ToString() is { Length: > 0 } wanted && wanted.Trim('"') != found.ETag.Trim('"'))
        {
            await RefuseAsync(context, 412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold.");
            return;
        }

        context.Response.Headers.ETag = found.ETag;
        var body = found.Content.AsMemory();
        if (context.Request.GetTypedHeaders().Range?.Ranges.Single() is { From: { } from, To: { } to })
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{to}/{body.Length}";
            body = body[(int)from..((int)to + 1)];
        }

        context.Response.ContentLength = body.Length;
        if (context.Request.Method == "HEAD")
        {
            return;
        }

        Interlocked.Increment(ref _gets);
        if (BreakAfter is { } limit && body.Length > limit)
        {
            await context.Response.Body.WriteAsync(body[..limit]);
            await context.Response.Body.FlushAsync();
            context.Abort();
            return;
        }

        await context.Response.Body.WriteAsync(body);
    }

    private Task DeleteAsync(HttpContext context)
    {
        _objects.TryRemove(context.Request.Path, out _);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private static async Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml";
        if (context.Request.Method != "HEAD")
        {
            await context.Response.WriteAsync(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + $"<Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>");
        }
    }
}
