using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class DeviceTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Every_sign_in_is_a_device_and_the_caller_knows_his_own()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();

        var devices = (await phone.Api.ListDevicesAsync()).Items;

        Assert.Equal(2, devices.Count);
        Assert.True(Assert.Single(devices, device => device.Current).CreatedAt > devices.Single(device => !device.Current).CreatedAt);
        Assert.All(devices, device => Assert.StartsWith("127.", device.Address));
        Assert.All(devices, device => Assert.Equal("Unknown device", device.Name));
    }

    [Fact]
    public async Task A_device_is_named_after_its_browser()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation(
            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0");
        await new NanoBananaClient(http, _ => default).LoginAsync(new(alice.User.Username, alice.Password));
        Assert.Contains("Firefox on Linux", (await alice.Api.ListDevicesAsync()).Items.Select(device => device.Name));
    }

    [Fact]
    public async Task Renewing_tokens_moves_a_device_to_the_front()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        alice.Tokens = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        var devices = (await phone.Api.ListDevicesAsync()).Items;
        Assert.Equal([false, true], devices.Select(device => device.Current));
        Assert.True(devices[0].LastUsedAt > devices[0].CreatedAt);
    }

    [Fact]
    public async Task Devices_come_in_pages()
    {
        using var alice = await api.CreateUserAsync();
        for (var i = 0; i < 4; i++)
        {
            (await alice.SignInAgainAsync()).Dispose();
        }

        var found = new List<Device>();
        string? cursor = null;
        do
        {
            var page = await alice.Api.ListDevicesAsync(cursor, limit: 2);
            Assert.InRange(page.Items.Count, 1, 2);
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal((await alice.Api.ListDevicesAsync()).Items, found);
        Assert.Equal(5, found.Count);
        await alice.Http.GetAsync($"{Routes.Devices}?cursor=nonsense").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "cursor");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_revoked_device_is_refused_within_a_second_on_every_replica(int replica)
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var elsewhere = phone.ClientOn(replica);
        await elsewhere.GetMeAsync();
        var lost = (await alice.Api.ListDevicesAsync()).Items.Single(device => !device.Current);

        await alice.Api.RevokeDeviceAsync(lost.Id);

        await Task.Delay(TimeSpan.FromSeconds(replica));
        await elsewhere.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
        await elsewhere.RefreshAsync(phone.Tokens.RefreshToken).ShouldFailAsync(HttpStatusCode.Unauthorized);
        Assert.Single((await alice.Api.ListDevicesAsync()).Items);
        await alice.Api.RevokeDeviceAsync(lost.Id).ShouldFailAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Revoking_the_others_leaves_the_caller()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        using var tablet = await alice.SignInAgainAsync();

        await phone.Api.RevokeOtherDevicesAsync();

        Assert.True(Assert.Single((await phone.Api.ListDevicesAsync()).Items).Current);
        await alice.Api.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
        await tablet.Api.GetMeAsync().ShouldFailAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Somebody_elses_device_cannot_be_revoked()
    {
        using var alice = await api.CreateUserAsync();
        using var mallory = await api.CreateUserAsync();
        var device = Assert.Single((await alice.Api.ListDevicesAsync()).Items);
        await mallory.Api.RevokeDeviceAsync(device.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.GetMeAsync();
    }
}
