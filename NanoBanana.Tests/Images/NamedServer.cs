using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NanoBanana.Api.Images.FromAddress;
using NanoBanana.Core.Images;
using NanoBanana.Core.Storage;
using NanoBanana.Imaging;

namespace NanoBanana.Tests.Images;

/// <summary>An https server on this machine that goes by a public name and a public address, and a fetcher that finds it there.</summary>
internal sealed class NamedServer : IAsyncLifetime
{
    public static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private WebApplication _server = null!;

    /// <summary>The addresses of a name.</summary>
    public Func<string, IPAddress[]> Names { get; set; } = _ => [Public];

    public RequestDelegate Answer { get; set; } = context => context.Response.Body.WriteAsync(TestImages.Png(40, 30)).AsTask();

    /// <summary>Where connections were made to, in order.</summary>
    public List<IPEndPoint> Dialled { get; } = [];

    /// <summary>The names whose addresses were asked for, in order.</summary>
    public List<string> Resolved { get; } = [];

    /// <summary>The last request that came.</summary>
    public HttpRequest? Asked { get; private set; }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        _server = builder.Build();
        _server.Run(context =>
        {
            Asked = context.Request;
            return Answer(context);
        });
        await _server.StartAsync();
    }

    public static RequestDelegate Redirect(string location) => context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    public async Task ShouldFailAsync(
        string address, int status, string code, long? maxBytes = null, TimeSpan? timeout = null, bool trusts = true)
    {
        var (failure, _, _) = await FetchAsync(address, maxBytes, timeout, trusts);
        Assert.Equal((status, code), (failure?.Status, failure?.Problem.Code));
        Assert.False(string.IsNullOrEmpty(failure?.Problem.Detail));
    }

    public async Task<(FetchFailure? Failure, byte[] File, string Name)> FetchAsync(
        string address, long? maxBytes = null, TimeSpan? timeout = null, bool trusts = true)
    {
        var connector = new PublicConnector
        {
            Resolve = (host, _) =>
            {
                Resolved.Add(host);
                return Task.FromResult(Names(host));
            },
            Dial = async (judged, cancellationToken) =>
            {
                Dialled.Add(judged);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, new Uri(_server.Urls.First()).Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
            Tls = trusts
                ? new() { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=pictures.example" }
                : new(),
        };
        using var fetcher = new PictureFetcher(
            connector, Options.Create(new ImageOptions { FetchTimeout = timeout ?? TimeSpan.FromSeconds(10) }),
            Options.Create(new ImagingOptions { MaxBytes = maxBytes ?? 1_000_000 }));
        var parsed = PictureFetcher.Parse(address)!;
        var store = new FileObjectStore(new() { Directory = _folder }, TimeProvider.System);
        using var file = await TemporaryUpload.CreateAsync(store, PictureFetcher.NameOf(parsed));
        var failure = await fetcher.FetchAsync(parsed, file, CancellationToken.None);
        using var bytes = new MemoryStream();
        if (failure is null)
        {
            await file.Content.CopyToAsync(bytes);
        }

        return (failure, bytes.ToArray(), file.FileName);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pictures.example", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
