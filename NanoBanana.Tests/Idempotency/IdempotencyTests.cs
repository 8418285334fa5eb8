using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Idempotency;

public sealed class IdempotencyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task The_same_key_creates_one_session()
    {
        using var alice = await api.CreateUserAsync();
        using var first = await PostAsync(alice, Routes.Sessions, "key", new { title = "Once" });
        using var second = await PostAsync(alice, Routes.Sessions, "key", new { title = "Once" });
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Single((await alice.Api.ListSessionsAsync()).Items);
    }

    [Fact]
    public async Task The_same_key_is_the_same_on_every_replica()
    {
        using var alice = await api.CreateUserAsync();
        var first = await alice.Api.CreateSessionAsync("Once", "key");
        Assert.Equal(first, await alice.ClientOn(replica: 1).CreateSessionAsync("Once", "key"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_422()
    {
        using var alice = await api.CreateUserAsync();
        await alice.Api.CreateSessionAsync("Once", "key");
        await alice.Api.CreateSessionAsync("Twice", "key").ShouldFailAsync(HttpStatusCode.UnprocessableEntity);
        Assert.Single((await alice.Api.ListSessionsAsync()).Items);
    }

    [Fact]
    public async Task A_key_belongs_to_its_user_and_its_route()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var own = await alice.Api.CreateSessionAsync("Once", "key");
        var theirs = await bob.Api.CreateSessionAsync("Once", "key");
        Assert.NotEqual(own.Id, theirs.Id);
        var message = await alice.Api.PostMessageAsync(own.Id, "Hello", idempotencyKey: "key");
        Assert.Equal(own.Id, message.SessionId);
        var other = await alice.Api.CreateSessionAsync("Other");
        Assert.Equal(other.Id, (await alice.Api.PostMessageAsync(other.Id, "Hello", idempotencyKey: "key")).SessionId);
    }

    [Fact]
    public async Task The_same_key_writes_one_message()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await alice.Api.PostMessageAsync(session.Id, "Hello", idempotencyKey: "key");
        var second = await alice.Api.PostMessageAsync(session.Id, "Hello", idempotencyKey: "key");
        Assert.Equal(first.Id, second.Id);
        Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items);
        await alice.Api.PostMessageAsync(session.Id, "Hello again", idempotencyKey: "key")
            .ShouldFailAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_same_key_uploads_one_image()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = TestImages.Jpeg(40, 30);
        var ids = new HashSet<string>();
        for (var i = 0; i < 3; i++)
        {
            // Every try draws another multipart boundary: the same upload all the same.
            ids.Add((await alice.Api.UploadImageAsync(session.Id, new MemoryStream(file), "a.jpg", idempotencyKey: "key")).Id);
        }
        Assert.Single(ids);
        Assert.Equal(1, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);
        await alice.Api.UploadImageAsync(session.Id, new MemoryStream(TestImages.Png(8, 8)), "a.jpg", idempotencyKey: "key")
            .ShouldFailAsync(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task The_same_key_uploads_one_batch()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await UploadAsync();
        var second = await UploadAsync();
        Assert.Equal(first.Items.Select(item => item.Image!.Id), second.Items.Select(item => item.Image!.Id));
        Assert.Equal(2, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);

        Task<Contracts.Images.BatchResult> UploadAsync() => alice.Api.UploadImagesAsync(session.Id,
            [new(new MemoryStream(TestImages.Png(8, 8)), "a.png"), new(new MemoryStream(TestImages.Png(9, 9)), "b.png")], "key");
    }

    [Fact]
    public async Task Of_many_at_once_one_creates_and_the_others_wait_or_get_its_answer()
    {
        using var alice = await api.CreateUserAsync();
        var other = alice.ClientOn(replica: 1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => TryAsync(i % 2 == 0 ? alice.Api : other)));
        Assert.Single(answers.OfType<string>().Distinct());
        Assert.Single((await alice.Api.ListSessionsAsync()).Items);

        static async Task<string?> TryAsync(NanoBananaClient client)
        {
            try
            {
                return (await client.CreateSessionAsync("Once", "key")).Id;
            }
            catch (ApiException refused) when (refused.Status == HttpStatusCode.Conflict)
            {
                return null;
            }
        }
    }

    private static Task<HttpResponseMessage> PostAsync(TestUser user, string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return user.Http.SendAsync(request);
    }
}
