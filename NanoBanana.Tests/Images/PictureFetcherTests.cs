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

/// <summary>Fetches from an https server on this machine that goes by a public name and a public address.</summary>
public sealed class PictureFetcherTests : IAsyncLifetime
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    private readonly List<IPEndPoint> _dialled = [];
    private readonly List<string> _resolved = [];
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private Func<string, IPAddress[]> _names = _ => [Public];
    private HttpRequest? _asked;
    private RequestDelegate _answer = context => context.Response.Body.WriteAsync(TestImages.Png(40, 30)).AsTask();
    private WebApplication _server = null!;

    public static TheoryData<string> NotPublic =>
    [
        "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "168.63.129.16",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1", "fec0::1", "fc00::1",
        "fd00:ec2::254", "ff02::1",
        "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1",
    ];

    [Theory, MemberData(nameof(NotPublic))]
    public async Task An_address_that_is_not_public_is_not_connected_to(string address)
    {
        Assert.False(PublicAddress.Is(IPAddress.Parse(address)));
        _names = _ => [IPAddress.Parse(address)];
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Empty(_dialled);
    }

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void A_public_address_is_told(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task One_address_among_several_that_is_not_public_is_enough_to_refuse()
    {
        _names = _ => [Public, IPAddress.Loopback];
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Empty(_dialled);
    }

    [Fact]
    public async Task A_picture_comes_from_the_address_that_was_judged_and_the_name_is_resolved_once()
    {
        // A name that is public when it is judged, and this machine when it is asked for again.
        _names = _ => _resolved.Count == 1 ? [Public] : [IPAddress.Loopback];
        var (failure, file, name) = await FetchAsync("https://pictures.example/folder/my%20cat.png?size=large");
        Assert.Null(failure);
        Assert.Equal(TestImages.Png(40, 30), file);
        Assert.Equal("my cat.png", name);
        Assert.Equal([new IPEndPoint(Public, 443)], _dialled);
        Assert.Equal(["pictures.example"], _resolved);
    }

    [Fact]
    public async Task The_request_says_nothing_about_who_asks()
    {
        IHeaderDictionary? headers = null;
        var answer = _answer;
        _answer = context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
            return answer(context);
        };
        Assert.Null((await FetchAsync("https://pictures.example/a.png")).Failure);
        Assert.Equal(["Accept", "Host", "User-Agent"], headers!.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("pictures.example/a.png")]
    [InlineData("http://pictures.example/a.png")]
    [InlineData("ftp://pictures.example/a")]
    [InlineData("https://user:secret@pictures.example/a.png")]
    [InlineData("https://pictures.example:8443/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https:///a.png"), InlineData("gopher://pictures.example")]
    public void An_address_of_another_kind_is_none(string? text) => Assert.Null(PictureFetcher.Parse(text));

    [Fact]
    public async Task Each_redirect_is_judged_anew()
    {
        _names = host => host == "inside.example" ? [IPAddress.Parse("10.0.0.7")] : [Public];
        _answer = Redirect("https://inside.example/secret");
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Equal(["pictures.example", "inside.example"], _resolved);
        Assert.Single(_dialled);
    }

    [Theory]
    [InlineData("http://pictures.example/a.png"), InlineData("https://pictures.example:22/"), InlineData("file:///etc/passwd")]
    [InlineData("https://me:secret@pictures.example/"), InlineData("gopher://pictures.example/")]
    public async Task A_redirect_leads_to_https_only(string location)
    {
        _answer = Redirect(location);
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Single(_dialled);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_no_more()
    {
        var left = 3;
        _answer = context => left-- > 0 ? Redirect("/next")(context) : context.Response.Body.WriteAsync(TestImages.Png(8, 8)).AsTask();
        Assert.Null((await FetchAsync("https://pictures.example/a.png")).Failure);
        Assert.Equal(4, _dialled.Count);
        _answer = Redirect("/next");
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Equal(8, _dialled.Count);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_file_that_is_too_large_is_not_kept(bool lengthIsTold)
    {
        _answer = async context =>
        {
            context.Response.ContentLength = lengthIsTold ? 200_000 : null;
            await context.Response.Body.WriteAsync(new byte[200_000]);
        };
        await ShouldFailAsync("https://pictures.example/a.png", 413, "too-many-bytes", maxBytes: 100_000);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_server_that_is_too_slow_is_left(bool begins)
    {
        _answer = async context =>
        {
            if (begins)
            {
                await context.Response.Body.WriteAsync(TestImages.Png(40, 30).AsMemory(0, 50));
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-too-slow", timeout: TimeSpan.FromSeconds(0.5));
    }

    [Theory]
    [InlineData(404), InlineData(401), InlineData(206), InlineData(500)]
    public async Task Another_answer_is_no_picture(int status)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-refused");
    }

    [Fact]
    public async Task A_server_that_is_not_who_it_says_is_not_listened_to()
    {
        await ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable", trusts: false);
        Assert.Null(_asked);
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(Certificate())));
        _server = builder.Build();
        _server.Run(context =>
        {
            _asked = context.Request;
            return _answer(context);
        });
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static RequestDelegate Redirect(string location) => context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    };

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pictures.example", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    private async Task ShouldFailAsync(
        string address, int status, string code, long? maxBytes = null, TimeSpan? timeout = null, bool trusts = true)
    {
        var (failure, _, _) = await FetchAsync(address, maxBytes, timeout, trusts);
        Assert.Equal((status, code), (failure?.Status, failure?.Problem.Code));
        Assert.False(string.IsNullOrEmpty(failure?.Problem.Detail));
    }

    private async Task<(FetchFailure? Failure, byte[] File, string Name)> FetchAsync(
        string address, long? maxBytes = null, TimeSpan? timeout = null, bool trusts = true)
    {
        var connector = new PublicConnector
        {
            Resolve = (host, _) =>
            {
                _resolved.Add(host);
                return Task.FromResult(_names(host));
            },
            Dial = async (judged, cancellationToken) =>
            {
                _dialled.Add(judged);
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
}
