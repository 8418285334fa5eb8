using System.Net;
using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Security;

/// <summary>Texts that are only compared have lengths, too: nobody hashes, folds or searches a megabyte.</summary>
public sealed class TextLengthTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string Long = new('x', 100_000);

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "POST", Routes.Login, "login" },
        { "POST", Routes.Login, "password" },
        { "POST", Routes.Refresh, "refreshToken" },
        { "POST", Routes.Logout, "refreshToken" },
        { "POST", Routes.Register, "username" },
        { "POST", Routes.Register, "email" },
        { "POST", Routes.Register, "password" },
        { "POST", Routes.Register, "invitation" },
        { "PUT", Routes.Me, "currentPassword" },
        { "PUT", Routes.Me, "newPassword" },
        { "DELETE", Routes.Me, "password" },
    };

    [Theory, MemberData(nameof(Bodies))]
    public async Task A_field_has_a_length(string method, string path, string field)
    {
        using var alice = await api.CreateUserAsync();
        using var request = new HttpRequestMessage(new(method), path)
        {
            Content = new StringContent(JsonSerializer.Serialize(new Dictionary<string, string> { [field] = Long }),
                Encoding.UTF8, "application/json"),
        };
        await alice.Http.SendAsync(request).ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
    }

    [Theory]
    [InlineData(Routes.Sessions, "q")]
    [InlineData(Routes.Images, "q")]
    [InlineData(Routes.Images, "engine")]
    [InlineData(Routes.Images, "sessionId")]
    public async Task A_search_has_a_length(string path, string parameter)
    {
        using var alice = await api.CreateUserAsync();
        await alice.Http.GetAsync($"{path}?{parameter}={Long[..1000]}").ShouldBeProblemAsync(HttpStatusCode.BadRequest, parameter);
    }

    [Fact]
    public async Task An_engine_and_a_member_have_lengths()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await alice.Api.CreateEditAsync(session.Id, new("a 20x20 blue canvas", Engine: Long))
            .ShouldFailAsync(HttpStatusCode.BadRequest, "engine");
        await alice.Api.AddMemberAsync(session.Id, Long, Role.Viewer).ShouldFailAsync(HttpStatusCode.BadRequest, "login");
    }
}
