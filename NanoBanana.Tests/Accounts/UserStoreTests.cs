using NanoBanana.Core.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>Changes of one account at the same time.</summary>
public sealed class UserStoreTests(AccountStores stores) : IClassFixture<AccountStores>
{
    [Fact]
    public async Task A_change_made_from_an_old_row_changes_nothing()
    {
        var before = await stores.CreateAsync();
        var changed = (await stores.Users.UpdateAsync(before, new(PasswordHash: "new"))).User!;

        var late = await stores.Users.UpdateAsync(before, new(Email: $"late-{before.Email}"));

        Assert.Null(late.User);
        Assert.Empty(late.Taken);
        Assert.Equal(changed, await stores.Users.FindAsync(before.Id));
        Assert.DoesNotContain(await stores.ClaimsAsync(), claim => claim.Key.Contains("late-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_changes_is_written()
    {
        var before = await stores.CreateAsync();
        await stores.Database.HashSetAsync(Keys.User(before.Id), "seq", 7);

        await stores.Users.UpdateAsync(before, new(Email: $"new-{before.Email}"));

        var after = await stores.Users.FindAsync(before.Id);
        Assert.Equal((before.Username, before.PasswordHash, $"new-{before.Email}"), (after!.Username, after.PasswordHash, after.Email));
        Assert.Equal(7, (int)await stores.Database.HashGetAsync(Keys.User(before.Id), "seq"));
    }

    [Fact]
    public async Task A_sign_in_with_the_old_password_gets_no_device()
    {
        var before = await stores.CreateAsync();
        Assert.NotNull(await stores.Devices.AddAsync(before, null, null));
        await stores.Users.UpdateAsync(before, new(PasswordHash: "new"));
        Assert.Null(await stores.Devices.AddAsync(before, null, null));
    }

    [Fact]
    public async Task A_new_password_signs_the_other_devices_out_in_the_same_step()
    {
        var user = await stores.CreateAsync();
        var own = (await stores.Devices.AddAsync(user, null, null))!.Value.DeviceId;
        await stores.Devices.AddAsync(user, null, null);

        await stores.Users.UpdateAsync(user, new(PasswordHash: "new") { KeepDevice = own });

        Assert.Equal(own, Assert.Single(await stores.Devices.AllAsync(user.Id)).Id);
        Assert.Equal(1, await stores.Database.HashLengthAsync(Keys.RefreshTokens(user.Id)));
    }

    [Fact]
    public async Task A_rename_that_was_cut_off_holds_its_name_for_a_while_only()
    {
        var slow = await stores.CreateAsync();
        var name = $"n{Guid.NewGuid():N}"[..20];

        // As after a crash between the claim and the row.
        foreach (var key in (string[])[$"name:{name}", $"look:{Core.Accounts.Confusables.Look(name)}"])
        {
            await stores.Database.StringSetAsync(key, $"{slow.Id}:{stores.Time.GetUtcNow().ToUnixTimeMilliseconds()}:crashed");
        }
        var (_, taken) = await stores.Users.CreateAsync(new(NewId()), name, $"{name}@example.org", "hash");
        Assert.Equal(["username"], taken);

        stores.Time.Shift += TimeSpan.FromMinutes(1);
        var (user, _) = await stores.Users.CreateAsync(new(NewId()), name, $"{name}@example.org", "hash");
        Assert.NotNull(user);

        // Had it only been slow, it would come too late now.
        Assert.Null((await stores.Users.UpdateAsync(slow, new(PasswordHash: "late"))).User);
        Assert.Equal(user.Id, (await stores.Users.FindByLoginAsync(name))!.Id);
    }

    private static string NewId() => Guid.CreateVersion7().ToString("N");
}
