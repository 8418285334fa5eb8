using System.Net;
using NanoBanana.Api.Images.FromAddress;

namespace NanoBanana.Tests.Images;

/// <summary>Which addresses a picture is fetched from.</summary>
public sealed class FetchAddressTests : IAsyncLifetime
{
    private readonly NamedServer _server = new();

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
        _server.Names = _ => [IPAddress.Parse(address)];
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Empty(_server.Dialled);
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
        _server.Names = _ => [NamedServer.Public, IPAddress.Loopback];
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Empty(_server.Dialled);
    }

    [Fact]
    public async Task A_picture_comes_from_the_address_that_was_judged_and_the_name_is_resolved_once()
    {
        // A name that is public when it is judged, and this machine when it is asked for again.
        _server.Names = _ => _server.Resolved.Count == 1 ? [NamedServer.Public] : [IPAddress.Loopback];
        var (failure, file, name) = await _server.FetchAsync("https://pictures.example/folder/my%20cat.png?size=large");
        Assert.Null(failure);
        Assert.Equal(TestImages.Png(40, 30), file);
        Assert.Equal("my cat.png", name);
        Assert.Equal([new IPEndPoint(NamedServer.Public, 443)], _server.Dialled);
        Assert.Equal(["pictures.example"], _server.Resolved);
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
        _server.Names = host => host == "inside.example" ? [IPAddress.Parse("10.0.0.7")] : [NamedServer.Public];
        _server.Answer = NamedServer.Redirect("https://inside.example/secret");
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Equal(["pictures.example", "inside.example"], _server.Resolved);
        Assert.Single(_server.Dialled);
    }

    [Theory]
    [InlineData("http://pictures.example/a.png"), InlineData("https://pictures.example:22/"), InlineData("file:///etc/passwd")]
    [InlineData("https://me:secret@pictures.example/"), InlineData("gopher://pictures.example/")]
    public async Task A_redirect_leads_to_https_only(string location)
    {
        _server.Answer = NamedServer.Redirect(location);
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Single(_server.Dialled);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_no_more()
    {
        var left = 3;
        _server.Answer = context => left-- > 0
            ? NamedServer.Redirect("/next")(context)
            : context.Response.Body.WriteAsync(TestImages.Png(8, 8)).AsTask();
        Assert.Null((await _server.FetchAsync("https://pictures.example/a.png")).Failure);
        Assert.Equal(4, _server.Dialled.Count);
        _server.Answer = NamedServer.Redirect("/next");
        await _server.ShouldFailAsync("https://pictures.example/a.png", 422, "address-unreachable");
        Assert.Equal(8, _server.Dialled.Count);
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();
}
