using System.Net;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Guessing passwords gets nowhere, and locks nobody out but the guesser.</summary>
public sealed class BruteForceTests(BruteForceTests.Fixture api, Xunit.Abstractions.ITestOutputHelper output)
    : IClassFixture<BruteForceTests.Fixture>
{
    [Fact]
    public async Task Many_guesses_at_once_get_no_further_than_one_after_the_other()
    {
        using var alice = await api.CreateUserAsync();
        var from = LoopbackClient.Draw();
        using var here = LoopbackClient.Create(api.System.Apis[0].Address, from: from);
        using var there = LoopbackClient.Create(api.System.Apis[1].Address, from: from);

        var guesses = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => GuessAsync(i % 2 == 0 ? here : there, alice.User.Username)));

        output.WriteLine($"{guesses.Length} guesses at once, {guesses.Count(Stopped)} stopped.");
        Assert.Equal(10, guesses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(30, guesses.Count(Stopped));
        await new NanoBananaClient(there, _ => default).LoginAsync(new(alice.User.Username, alice.Password))
            .ShouldFailAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Many_right_passwords_at_once_are_all_let_in()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        var client = new NanoBananaClient(http, _ => default);
        var signedIn = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => client.LoginAsync(new(alice.User.Username, alice.Password))));
        Assert.All(signedIn, tokens => Assert.Equal(alice.User, tokens.User));
    }

    [Fact]
    public async Task Guesses_from_many_addresses_are_stopped_but_the_victim_is_not()
    {
        using var alice = await api.CreateUserAsync();
        var guesses = new List<HttpStatusCode>();
        for (var i = 0; i < 3 * Fixture.Anywhere; i++)
        {
            using var attacker = api.System.CreateClient(i % 2);
            guesses.Add(await GuessAsync(attacker, i % 3 == 0 ? alice.User.Email : alice.User.Username));
        }

        output.WriteLine($"{guesses.Count} guesses from as many addresses, {guesses.Count(Stopped)} stopped.");
        Assert.Equal(Fixture.Anywhere, guesses.Count(status => status == HttpStatusCode.Unauthorized));
        Assert.Equal(2 * Fixture.Anywhere, guesses.Count(Stopped));

        // Where she signed in before she still can, and what is signed in stays so.
        using var again = await alice.SignInAgainAsync();
        alice.Tokens = await alice.Api.RefreshAsync(alice.Tokens.RefreshToken);
        await alice.Api.GetMeAsync();

        // A new place has to wait, even with the right password.
        using var elsewhere = api.System.CreateClient();
        await new NanoBananaClient(elsewhere, _ => default).LoginAsync(new(alice.User.Username, alice.Password))
            .ShouldFailAsync(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Signing_in_oneself_does_not_give_an_address_new_guesses()
    {
        using var alice = await api.CreateUserAsync();
        using var mallory = await api.CreateUserAsync();
        using var http = api.CreateClient();
        var client = new NanoBananaClient(http, _ => default);
        for (var i = 0; i < Fixture.PerAddress - 1; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(http, TestUser.UniqueName()));
        }

        await client.LoginAsync(new(mallory.User.Username, mallory.Password));
        await client.LoginAsync(new(mallory.User.Username, mallory.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(http, alice.User.Username));
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(http, alice.User.Username));
    }

    [Fact]
    public async Task Typing_errors_are_forgotten_with_the_right_password()
    {
        using var alice = await api.CreateUserAsync();
        using var http = api.CreateClient();
        var client = new NanoBananaClient(http, _ => default);
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 9; i++)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(http, alice.User.Username));
            }

            await client.LoginAsync(new(alice.User.Username, alice.Password));
        }
    }

    [Fact]
    public async Task A_stolen_access_token_does_not_help_to_guess_the_password()
    {
        using var alice = await api.CreateUserAsync();
        UpdateUserRequest change = new(null, null, "a wrong guess", "a whole new password");
        for (var i = 0; i < 10; i++)
        {
            await alice.Api.UpdateMeAsync(change).ShouldFailAsync(HttpStatusCode.BadRequest, "currentPassword");
        }

        await alice.Api.UpdateMeAsync(change with { CurrentPassword = alice.Password }).ShouldFailAsync(HttpStatusCode.TooManyRequests);
        await alice.Api.DeleteMeAsync(alice.Password).ShouldFailAsync(HttpStatusCode.TooManyRequests);
    }

    private static bool Stopped(HttpStatusCode status) => status == HttpStatusCode.TooManyRequests;

    private static async Task<HttpStatusCode> GuessAsync(HttpClient http, string login)
    {
        try
        {
            await new NanoBananaClient(http, _ => default).LoginAsync(new(login, $"{Guid.NewGuid():N}"));
            return HttpStatusCode.OK;
        }
        catch (ApiException refused)
        {
            return refused.Status;
        }
    }

    public sealed class Fixture() : SystemFixture(
        apis: 2, workers: 0, ("Accounts__FailuresAnywhere", $"{Anywhere}"), ("Accounts__FailuresPerAddress", $"{PerAddress}"))
    {
        public const int Anywhere = 20;
        public const int PerAddress = 30;
    }
}
