using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

/// <summary>A new password against somebody who knows the old one and is quick.</summary>
public sealed class PasswordChangeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string New = "a better password";

    [Fact]
    public async Task A_new_password_stands_whatever_is_changed_with_the_old_one_meanwhile()
    {
        using var alice = await api.CreateUserAsync();
        using var end = new CancellationTokenSource();
        var thieves = Enumerable.Range(0, 4).Select(i => UntilAsync(() => alice.ClientOn(i % 2).UpdateMeAsync(
            new(null, $"{TestUser.UniqueName()}@example.org", alice.Password, null)), end.Token)).ToList();

        await PatientlyAsync(() => alice.Api.UpdateMeAsync(new(null, null, alice.Password, New)));
        await end.CancelAsync();
        await Task.WhenAll(thieves);

        var stranger = api.CreateStranger();
        await stranger.LoginAsync(new(alice.User.Username, alice.Password)).ShouldFailAsync(HttpStatusCode.Unauthorized);
        Assert.Equal(alice.User.Id, (await stranger.LoginAsync(new(alice.User.Username, New))).User.Id);
    }

    [Fact]
    public async Task A_sign_in_under_way_with_the_old_password_dies_with_it()
    {
        using var alice = await api.CreateUserAsync();
        using var end = new CancellationTokenSource();
        var thieves = Enumerable.Range(0, 6).Select(_ => UntilAsync(
            () => api.CreateStranger().LoginAsync(new(alice.User.Username, alice.Password)), end.Token)).ToList();

        await PatientlyAsync(() => alice.Api.UpdateMeAsync(new(null, null, alice.Password, New)));
        await end.CancelAsync();
        await Task.WhenAll(thieves);

        Assert.True(Assert.Single((await alice.Api.ListDevicesAsync()).Items).Current);
    }

    [Fact]
    public async Task A_rename_in_another_tab_is_not_undone_by_a_new_password()
    {
        using var alice = await api.CreateUserAsync();
        var name = TestUser.UniqueName();
        await Task.WhenAll(
            PatientlyAsync(() => alice.Api.UpdateMeAsync(new(null, null, alice.Password, New))),
            PatientlyAsync(() => alice.ClientOn(1).UpdateMeAsync(new(name, null, null, null))));
        Assert.Equal(name, (await alice.Api.GetMeAsync()).Username);
        Assert.Equal(alice.User.Id, (await api.CreateStranger().LoginAsync(new(name, New))).User.Id);
    }

    /// <summary>Many changes of one account at once may be asked to come again.</summary>
    private static async Task PatientlyAsync(Func<Task<User>> change) => await Eventually.GetAsync(async () =>
    {
        try
        {
            return await change();
        }
        catch (ApiException busy) when (busy.Status is HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
    }, "the change to be made");

    private static async Task UntilAsync(Func<Task> attempt, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                await attempt();
            }
            catch (ApiException)
            {
                // Refused, which is as it should be sooner or later.
            }
        }
    }
}
