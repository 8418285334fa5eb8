using System.Net;
using System.Text;
using NanoBanana.Contracts.Accounts;
using NanoBanana.Core.Accounts;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using StackExchange.Redis;

namespace NanoBanana.Tests.Accounts;

/// <summary>Which names there are, and which are the same.</summary>
public sealed class NameRuleTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Theory]
    [InlineData("José")]
    [InlineData("Émilie.B")]
    [InlineData("李雷雷")]
    [InlineData("हिन्दी")]
    [InlineData("ﬁona")]
    [InlineData("Ἀθηνᾶ_9")]
    [InlineData("𠮷野家𠮷")]
    public void Letters_and_digits_of_any_script_make_a_name(string name) =>
        Assert.Equal(name.Normalize(NormalizationForm.FormKC), UserNames.Clean(name));

    [Theory]
    [InlineData("two words")]
    [InlineData("a\u200Bbc")]
    [InlineData("ab\u3164")]
    [InlineData("a\uFE0Fbc")]
    [InlineData("\u0301abc")]
    [InlineData("a\u0316\u0317\u0318\u0319bc")]
    [InlineData("a😀bc")]
    [InlineData("ab\uD800")]
    [InlineData("abⅣ.½")]
    [InlineData("½½½")]
    [InlineData("李雷")]
    public void What_is_not_seen_or_no_letter_makes_none(string name) => Assert.Null(UserNames.Clean(name));

    [Theory]
    [InlineData("José", "JOSÉ")]
    [InlineData("José", "JOSE\u0301")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("Ὀδυσσεύς", "ὈΔΥΣΣΕΎΣ")]
    [InlineData("ｗｉｄｅ", "Wide")]
    public void Case_and_composition_make_no_difference(string one, string other) =>
        Assert.Equal(NameKeys.OfName(one), NameKeys.OfName(other));

    [Theory]
    [InlineData("paypal", "pаypаl")]
    [InlineData("scope", "ѕсоре")]
    [InlineData("Bob", "Воb")]
    [InlineData("bob0", "bobo")]
    [InlineData("admin", "adrnin")]
    [InlineData("Iris", "lris")]
    [InlineData("alice", "αlice")]
    public void Look_alikes_look_alike(string one, string other)
    {
        Assert.Equal(NameKeys.Of(one, "a@b").Look, NameKeys.Of(other, "a@b").Look);
        Assert.NotEqual(NameKeys.OfName(one), NameKeys.OfName(other));
    }

    [Theory]
    [InlineData("anna", "anne")]
    [InlineData("李雷雷", "李雷磊")]
    [InlineData("José", "Jose")]
    [InlineData("иван", "ivan")]
    public void Other_names_look_like_other_names(string one, string other) =>
        Assert.NotEqual(NameKeys.Of(one, "a@b").Look, NameKeys.Of(other, "a@b").Look);

    [Theory]
    [InlineData("kim@example.org", "\u212Aim@example.org")]
    [InlineData("kim@example.org", "KIM@EXAMPLE.ORG")]
    [InlineData("kim@bücher.example", "kim@xn--bcher-kva.example")]
    [InlineData("kim@example.org", "ｋｉｍ@example.org")]
    public void One_address_is_one_however_it_is_written(string one, string other) =>
        Assert.Equal(NameKeys.OfEmail(one), NameKeys.OfEmail(other));

    [Fact]
    public async Task A_look_alike_of_a_name_in_use_is_taken()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var alike = "υ" + alice.User.Username[1..];
        await bob.Api.UpdateMeAsync(new(alike, null, null, null)).ShouldFailAsync(HttpStatusCode.Conflict, "username");
        await api.CreateStranger().RegisterAsync(new(alike, $"{TestUser.UniqueName()}@example.org", "correct horse"))
            .ShouldFailAsync(HttpStatusCode.Conflict, "username");

        // Nobody signs in, nor is shared with, by a name that is not theirs.
        await api.CreateStranger().LoginAsync(new(alike, alice.Password)).ShouldFailAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_address_that_is_written_otherwise_is_no_second_one()
    {
        var name = TestUser.UniqueName();
        var stranger = api.CreateStranger();
        await stranger.RegisterAsync(new(name, $"{name}.k@example.org", "correct horse"));
        await stranger.RegisterAsync(new(TestUser.UniqueName(), $"{name}.\u212A@example.org", "correct horse"))
            .ShouldFailAsync(HttpStatusCode.Conflict, "email");
    }

    [Fact]
    public async Task A_password_is_the_same_however_a_keyboard_composes_it()
    {
        var (name, password) = (TestUser.UniqueName(), "Grüße aus Köln");
        var stranger = api.CreateStranger();
        await stranger.RegisterAsync(new(name, $"{name}@example.org", password));
        await stranger.LoginAsync(new(name, password.Normalize(NormalizationForm.FormD)));
        await stranger.LoginAsync(new(name, password));
    }

    [Fact]
    public async Task A_hash_from_before_is_tried_with_the_password_as_it_is_typed()
    {
        using var alice = await api.CreateUserAsync();
        var typed = "Grüße aus Köln".Normalize(NormalizationForm.FormD);
        using var redis = await ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        await redis.GetDatabase().HashSetAsync(Keys.User(alice.User.Id), "passwordHash", BCrypt.Net.BCrypt.HashPassword(typed, 4));
        Assert.Equal(alice.User.Id, (await api.CreateStranger().LoginAsync(new(alice.User.Username, typed))).User.Id);
    }
}
