using NanoBanana.Core.Accounts;

namespace NanoBanana.Tests.Accounts;

/// <summary>How long a lost answer can be asked for again.</summary>
public sealed class TokenFamilyTests(AccountStores stores) : IClassFixture<AccountStores>
{
    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    public async Task A_repetition_is_answered_for_ten_seconds(int seconds, bool isGood)
    {
        var user = await stores.CreateAsync();
        var (deviceId, text) = (await stores.Devices.AddAsync(user, null, null))!.Value;
        var token = RefreshToken.Parse(text)!;
        var next = await stores.Devices.RotateAsync(token, null);

        stores.Time.Shift += TimeSpan.FromSeconds(seconds);

        Assert.Equal(isGood ? next : null, await stores.Devices.RotateAsync(token, null));
        Assert.Equal(isGood, await stores.Devices.FindAsync(user.Id, deviceId) is not null);
    }
}
