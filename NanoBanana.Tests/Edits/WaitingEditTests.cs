using System.Net;
using NanoBanana.Contracts.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Edits;

/// <summary>What becomes of edits that nobody has begun.</summary>
public sealed class WaitingEditTests(AskTests.Fixture api) : IClassFixture<AskTests.Fixture>
{
    [Fact]
    public async Task A_waiting_edit_can_be_cancelled_once_and_then_be_asked_for_again()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        var edit = await alice.Api.CreateEditAsync(session.Id, new("Add a hat", [image.Id], image.Id, 4, "gemini"));
        Assert.Equal(4, (await alice.Api.GetUsageAsync()).UnitsToday);
        await alice.Api.RetryEditAsync(edit.Id).ShouldFailAsync(HttpStatusCode.Conflict);

        await alice.Api.CancelEditAsync(edit.Id);
        await alice.Api.CancelEditAsync(edit.Id).ShouldFailAsync(HttpStatusCode.Conflict);
        var cancelled = await alice.Api.GetEditAsync(edit.Id);
        Assert.Equal((EditStatus.Cancelled, 0), (cancelled.Status, cancelled.Units.Charged));
        Assert.NotNull(cancelled.FinishedAt);
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).UnitsToday);
        Assert.False(await api.HasJobAsync(edit.Id));

        var again = await alice.Api.RetryEditAsync(edit.Id);
        Assert.Equal(
            (EditStatus.Queued, "Add a hat", image.Id, 4, "gemini"),
            (again.Status, again.Prompt, again.MaskImageId, again.Variants, again.Engine));
        Assert.Equal(2, (await alice.Api.ListMessagesAsync(session.Id)).Items.Count);
        await alice.Api.CancelEditAsync(again.Id);

        // Another engine makes as many as it can.
        Assert.Equal(
            ("local", 1), (await alice.Api.RetryEditAsync(edit.Id, "local")) is var local ? (local.Engine, local.Variants) : default);
        await alice.Api.RetryEditAsync(edit.Id, "nowhere").ShouldFailAsync(HttpStatusCode.BadRequest, "engine");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Deleting_an_input_cancels_the_edits_that_wait_for_it(bool isMask)
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var (kept, deleted) = (
            await alice.UploadAsync(session.Id, TestImages.Png(8, 8)), await alice.UploadAsync(session.Id, TestImages.Png(9, 9)));
        var edit = await alice.Api.CreateEditAsync(
            session.Id, isMask ? new("Grey", [kept.Id], deleted.Id) : new("Blend them", [kept.Id, deleted.Id]));
        var other = await alice.Api.CreateEditAsync(session.Id, new("Grey", [kept.Id]));
        await alice.Api.DeleteImageAsync(deleted.Id);
        Assert.Equal(EditStatus.Cancelled, (await alice.Api.GetEditAsync(edit.Id)).Status);
        Assert.Equal(EditStatus.Queued, (await alice.Api.GetEditAsync(other.Id)).Status);
        Assert.Equal(1, (await alice.Api.GetUsageAsync()).UnitsToday);
        Assert.False(await api.HasJobAsync(edit.Id));
        await alice.Api.RetryEditAsync(edit.Id).ShouldFailAsync(HttpStatusCode.BadRequest, isMask ? "maskImageId" : "imageIds");
    }

    [Fact]
    public async Task Deleting_the_session_cancels_what_waits_in_it()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var edit = await alice.Api.CreateEditAsync(session.Id, new("a red canvas"));
        await alice.Api.DeleteSessionAsync(session.Id);
        await alice.Api.GetEditAsync(edit.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).UnitsToday);
        Assert.False(await api.HasJobAsync(edit.Id));
        await alice.Api.RestoreSessionAsync(session.Id);
        Assert.Equal(EditStatus.Cancelled, (await alice.Api.GetEditAsync(edit.Id)).Status);
    }

    [Fact]
    public async Task Nothing_of_edits_is_left_of_an_erased_account()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var edit = await alice.Api.CreateEditAsync(session.Id, new("a red canvas"));
        using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(
            $"{api.System.Redis.ConnectionString},allowAdmin=true");
        var server = redis.GetServer(redis.GetEndPoints()[0]);
        Assert.NotEmpty(server.Keys(pattern: $"*{alice.User.Id}*:units:*"));
        await alice.Api.DeleteMeAsync(alice.Password);
        Assert.Empty(server.Keys(pattern: $"*{alice.User.Id}*:units:*"));
        Assert.Empty(server.Keys(pattern: $"*{session.Id}*"));
        Assert.False(await api.HasJobAsync(edit.Id));
    }
}
