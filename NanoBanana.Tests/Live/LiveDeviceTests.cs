using NanoBanana.Api.Accounts;
using NanoBanana.Api.Live;

namespace NanoBanana.Tests.Live;

/// <summary>What a live connection may be sent while its device is in doubt.</summary>
[Trait("Kind", "Unit")]
public sealed class LiveDeviceTests : IDisposable
{
    private readonly LiveDevice _device = new(new CurrentUser(new("user"), "User", new("device")), connection: null!);

    public void Dispose() => _device.Dispose();

    [Fact]
    public async Task Nothing_is_sent_while_the_device_is_in_doubt()
    {
        _device.Doubt();
        var sending = _device.IsSignedInAsync(CancellationToken.None).AsTask();
        await Task.Yield();
        Assert.False(sending.IsCompleted);
        _device.Settle(_device.Ask(), isSignedIn: true);
        Assert.True(await sending);
        Assert.True(_device.IsSignedInAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_signed_out_device_is_sent_nothing_and_its_readers_are_woken()
    {
        var isWoken = false;
        await using var registration = _device.OnRevoked(() => isWoken = true);
        _device.Doubt();
        var sending = _device.IsSignedInAsync(CancellationToken.None).AsTask();
        _device.Settle(_device.Ask(), isSignedIn: false);
        Assert.False(await sending);
        Assert.True(isWoken);
    }

    [Fact]
    public async Task An_answer_does_not_settle_a_doubt_that_is_younger_than_its_question()
    {
        _device.Doubt();
        var asked = _device.Ask();
        _device.Doubt();
        _device.Settle(asked, isSignedIn: true);
        var sending = _device.IsSignedInAsync(CancellationToken.None).AsTask();
        Assert.False(sending.IsCompleted);
        _device.Settle(_device.Ask(), isSignedIn: false);
        Assert.False(await sending);
    }
}
