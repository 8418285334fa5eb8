using System.Security.Cryptography;
using NanoBanana.Api.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Ids;

namespace NanoBanana.Api.Admin;

/// <summary>
/// The accounts of the demo data. Their passwords are random and told once, so that no server has an account that everybody can open.
/// </summary>
internal sealed class DemoAccounts(
    UserStore users, DeviceStore devices, PasswordHasher hasher, AccessTokens tokens, TimeProvider time)
{
    /// <summary>No mail goes there.</summary>
    private const string Domain = "@demo.invalid";

    /// <exception cref="AdminException">Somebody else has the name.</exception>
    public async Task<DemoAccount> EnsureAsync(string name, CancellationToken cancellationToken)
    {
        var email = name + Domain;
        if (await users.FindByLoginAsync(name) is { } known)
        {
            return known.Email == email
                ? new(known, null)
                : throw new AdminException($"There is an account {name} that is not of the demo data. Nothing was added.");
        }

        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var hash = await hasher.HashAsync(password, HashingLane.Registration, cancellationToken);
        var (user, taken) = await users.CreateAsync(new(Id.New(time.GetUtcNow())), name, email, hash);
        return user is not null
            ? new(user, password)
            : throw new AdminException($"{string.Join(" and ", taken)} of {name} is taken. Nothing was added.");
    }

    /// <summary>Does something as this user, on a device that is signed out afterwards.</summary>
    public async Task<T> ActAsync<T>(UserRow user, Uri api, Func<NanoBananaClient, Task<T>> act)
    {
        var (deviceId, _) = await devices.AddAsync(user, "demo data", null) ?? throw new AdminException($"{user.Username} is disabled.");
        try
        {
            using var http = new HttpClient { BaseAddress = api };
            return await act(new(http, _ => ValueTask.FromResult<string?>(tokens.Create(user, deviceId).Token)));
        }
        finally
        {
            await devices.RemoveAsync(user.Id, deviceId);
        }
    }
}

/// <summary>An account of the demo data.</summary>
/// <param name="Password">Set when it is new.</param>
internal sealed record DemoAccount(UserRow User, string? Password);
