using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Accounts;

public sealed class RegisterTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Registering_signs_in()
    {
        using var http = api.CreateClient();
        var name = TestUser.UniqueName();
        using var response = await http.PostAsJsonAsync(
            Routes.Register, new { username = name, email = $"{name}@example.org", password = "correct horse" });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var tokens = await response.ReadJsonAsync();
        Assert.Equal(name, tokens.GetProperty("user").GetProperty("username").GetString());
        Assert.Equal($"{name}@example.org", tokens.GetProperty("user").GetProperty("email").GetString());
        var life = tokens.GetProperty("expiresAt").GetDateTimeOffset() - DateTimeOffset.UtcNow;
        Assert.InRange(life, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15.1));

        http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.GetProperty("accessToken").GetString());
        var me = await (await http.GetAsync(Routes.Me)).ReadJsonAsync();
        Assert.Equal(tokens.GetProperty("user").GetRawText(), me.GetRawText());
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("a23456789012345678901234567890123")]
    [InlineData("with space")]
    [InlineData("slash/name")]
    [InlineData("a\u200Bbc")]
    [InlineData("name\n")]
    [InlineData("")]
    public async Task A_bad_user_name_is_refused(string username) =>
        await RegisterAsync(username: username).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "username");

    [Theory]
    [InlineData("abc")]
    [InlineData("A.b-c_9")]
    public async Task A_good_user_name_is_taken(string shape)
    {
        var name = shape + Guid.NewGuid().ToString("N")[..(32 - shape.Length)];
        Assert.Equal(32, name.Length);
        using var response = await RegisterAsync(username: name);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("@example.org")]
    [InlineData("two@at@example.org")]
    [InlineData("white space@example.org")]
    [InlineData("")]
    public async Task A_bad_address_is_refused(string email) =>
        await RegisterAsync(email: email).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "email");

    public static TheoryData<string, bool> Passwords => new()
    {
        { "1234567", false },
        { "qk7vzr2w", true },
        { new string('x', 72), true },
        { new string('x', 73), false },
        { new string('界', 24), true },
        { new string('界', 25), false },
        { "", false },
    };

    [Theory, MemberData(nameof(Passwords))]
    public async Task A_password_has_8_characters_to_72_bytes(string password, bool good)
    {
        using var response = await RegisterAsync(password: password);
        if (good)
        {
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
        else
        {
            await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password");
        }
    }

    [Fact]
    public async Task Every_missing_field_is_named()
    {
        using var http = api.CreateClient();
        var problem = await http.PostAsJsonAsync(Routes.Register, new { }).ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["email", "password", "username"],
            problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task A_user_name_is_unique_without_regard_to_case()
    {
        using var alice = await api.CreateUserAsync();
        await RegisterAsync(username: alice.User.Username.ToUpperInvariant()).ShouldBeProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_address_is_unique_without_regard_to_case()
    {
        using var alice = await api.CreateUserAsync();
        await RegisterAsync(email: alice.User.Email.ToUpperInvariant()).ShouldBeProblemAsync(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Of_many_who_want_a_name_at_once_one_gets_it()
    {
        var name = TestUser.UniqueName();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RegisterAsync(username: name)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task A_refused_registration_leaves_the_other_name_free()
    {
        using var alice = await api.CreateUserAsync();
        var name = TestUser.UniqueName();
        await RegisterAsync(username: name, email: alice.User.Email).ShouldBeProblemAsync(HttpStatusCode.Conflict);
        using var response = await RegisterAsync(username: name);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task<HttpResponseMessage> RegisterAsync(string? username = null, string? email = null, string? password = null)
    {
        using var http = api.CreateClient();
        var name = TestUser.UniqueName();
        return await http.PostAsJsonAsync(Routes.Register, new
        {
            username = username ?? name,
            email = email ?? $"{name}@example.org",
            password = password ?? "correct horse",
        });
    }
}
