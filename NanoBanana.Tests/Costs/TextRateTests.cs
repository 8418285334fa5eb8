using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Costs;

/// <summary>What is written counts, also when it is changed or deleted at once: the logs keep it for a while.</summary>
public sealed class TextRateTests(TextRateTests.Fixture api) : IClassFixture<TextRateTests.Fixture>
{
    private static readonly string Long = new('香', 8000);

    [Fact]
    public async Task Writing_and_deleting_without_end_is_stopped()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var refusal = await UntilRefusedAsync(
            async () => await alice.Api.DeleteMessageAsync((await alice.Api.PostMessageAsync(session.Id, Long)).Id));
        Assert.InRange(refusal.RetryAfter ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(Fixture.Window));
        await bob.Api.PostMessageAsync((await bob.Api.CreateSessionAsync()).Id, Long);
    }

    [Fact]
    public async Task Changing_one_message_without_end_is_stopped()
    {
        using var alice = await api.CreateUserAsync();
        var message = await alice.Api.PostMessageAsync((await alice.Api.CreateSessionAsync()).Id, "Short");
        await UntilRefusedAsync(() => alice.Api.EditMessageAsync(message.Id, Long));
    }

    [Fact]
    public async Task Too_many_is_not_remembered_for_a_key()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        await UntilRefusedAsync(() => alice.Api.PostMessageAsync(session.Id, Long));

        var key = $"{Guid.NewGuid():N}";
        using var refused = await PostAsync(alice, session.Id, key);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await Eventually.TrueAsync(async () =>
        {
            using var again = await PostAsync(alice, session.Id, key);
            return again.StatusCode == HttpStatusCode.Created;
        }, "its turn to come", TimeSpan.FromSeconds(Fixture.Window * 2));
    }

    /// <summary>Three go through at least, and not many more.</summary>
    private static async Task<ApiException> UntilRefusedAsync(Func<Task> write)
    {
        for (var done = 0; done < 20; done++)
        {
            try
            {
                await write();
            }
            catch (ApiException refused) when (refused.Status == HttpStatusCode.TooManyRequests && done >= 3)
            {
                return refused;
            }
        }

        throw new InvalidOperationException("Nothing was refused.");
    }

    private static async Task<HttpResponseMessage> PostAsync(TestUser user, SessionId sessionId, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Routes.SessionMessages(sessionId));
        request.Content = JsonContent.Create(new { text = Long });
        request.Headers.Add("Idempotency-Key", key);
        return await user.Http.SendAsync(request);
    }

    /// <summary>Four long messages and a bit.</summary>
    public sealed class Fixture() : SystemFixture(
        apis: 1, workers: 0, ("Limits__TextPerUser", "110000"), ("Limits__TextWindow", $"00:00:{Window}"))
    {
        public const int Window = 40;
    }
}
