using System.Text.Json;
using NanoBanana.Api.Requests;
using NanoBanana.Contracts.Events;
using NanoBanana.Core.Redis;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Faults;

/// <summary>A replica that dies after a request's work is done and before its answer is kept; the client asks again.</summary>
[Collection(SharedFaults.Name)]
public sealed class RepeatTests(FaultSystem faults)
{
    [Fact]
    public async Task A_message_is_not_written_again()
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await alice.Api.PostMessageAsync(session.Id, "once", idempotencyKey: "key");
        await ForgetAnswersAsync(alice);
        var again = await alice.Api.PostMessageAsync(session.Id, "once", idempotencyKey: "key");
        Assert.Equal(first.Id, again.Id);
        Assert.Single(await faults.Inspector.LogAsync(session.Id), entry => entry.Type == EventTypes.MessageCreated);
    }

    [Fact]
    public async Task An_image_is_not_added_again()
    {
        using var alice = await faults.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var file = Uploads.UniqueJpeg();
        var first = await UploadAsync();
        await alice.SettledAsync(first.Id);
        await ForgetAnswersAsync(alice);
        Assert.Equal(first.Id, (await UploadAsync()).Id);
        Assert.Single(await faults.Inspector.LogAsync(session.Id), entry => entry.MakesReady);
        Assert.Equal(1, (await alice.Api.GetSessionAsync(session.Id)).ImageCount);

        Task<Contracts.Images.Image> UploadAsync() =>
            alice.Api.UploadImageAsync(session.Id, new MemoryStream(file), "picture", "image/jpeg", "key");
    }

    [Fact]
    public async Task A_session_is_not_made_again()
    {
        using var alice = await faults.CreateUserAsync();
        var first = await alice.Api.CreateSessionAsync("once", idempotencyKey: "key");
        await ForgetAnswersAsync(alice);
        Assert.Equal(first.Id, (await alice.Api.CreateSessionAsync("once", idempotencyKey: "key")).Id);
        Assert.Single((await alice.Api.ListSessionsAsync()).Items);
    }

    /// <summary>Leaves of each answer what stands before the work begins, as if that had been long ago.</summary>
    private async Task ForgetAnswersAsync(TestUser user)
    {
        var keys = (await faults.Inspector.Database.ExecuteAsync("KEYS", $"{Keys.IdempotencyRecord(user.User.Id, "")}*")).Items();
        Assert.NotEmpty(keys);
        foreach (var key in keys.Select(key => key.Text()))
        {
            var held = (string)(await faults.Inspector.Database.StringGetAsync(key))!;
            var answer = JsonSerializer.Deserialize<IdempotencyRecord>(held)! with
            {
                Since = DateTimeOffset.UnixEpoch,
                Status = null,
                Location = null,
                Body = null,
            };
            await faults.Inspector.Database.StringSetAsync(key, JsonSerializer.Serialize(answer));
        }
    }
}
