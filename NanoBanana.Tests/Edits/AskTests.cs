using System.Net;
using System.Net.Http.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Edits;

/// <summary>Asking for edits, and what may be done with those that wait: here no worker ever takes them.</summary>
public sealed class AskTests(AskTests.Fixture api) : IClassFixture<AskTests.Fixture>
{
    [Fact]
    public async Task Engines_are_listed_with_what_they_can_do()
    {
        using var alice = await api.CreateUserAsync();
        var engines = await alice.Api.ListEnginesAsync();
        Assert.Equal(["local", "gemini", "openai"], engines.Select(engine => engine.Id));
        Assert.Equal([true, true, false], engines.Select(engine => engine.Available));
        Assert.All(engines, engine => Assert.NotEmpty(engine.Examples));
    }

    [Fact]
    public async Task Asking_is_answered_at_once_with_the_message_and_its_events()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        await using var live = alice.Live();
        await using var follower = new EventSubscriber(cancellationToken => live.Follow(session.Id, 1, cancellationToken));

        using var response = await alice.Http.PostAsJsonAsync(
            Routes.SessionEdits(session.Id), new { prompt = "Make it  grey", imageIds = new[] { image.Id } });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var edit = await alice.Api.GetEditAsync(new(response.Headers.Location!.ToString().Split('/')[^1]));
        Assert.Equal(
            (EditStatus.Queued, "Make it  grey", 1, "local", 0, 0),
            (edit.Status, edit.Prompt, edit.Variants, edit.Engine, edit.Progress, edit.Units.Charged));
        Assert.Equal([image.Id], edit.ImageIds);
        Assert.Equal(alice.User.Id, edit.AuthorId);

        var message = Assert.Single((await alice.Api.ListMessagesAsync(session.Id)).Items);
        Assert.Equal(
            (edit.MessageId, edit.Id, "Make it  grey", MessageRole.User), (message.Id, message.EditId, message.Text, message.Role));
        Assert.Equal([image.Id], message.ImageIds);
        Assert.Equal(
            ("Make it grey", 1),
            ((await alice.Api.GetSessionAsync(session.Id)).Title, (await alice.Api.GetSessionAsync(session.Id)).MessageCount));

        await follower.ReachesAsync(4);
        Assert.Equal(
            [EventTypes.MessageCreated, EventTypes.EditQueued, EventTypes.SessionUpdated], follower.Events.Select(next => next.Type));
        Assert.Equal(edit.Id, follower.Events[1].Data.GetProperty("id").GetString());
        Assert.Equal("queued", follower.Events[1].Data.GetProperty("status").GetString());
    }

    public static TheoryData<string, string, string> Impossible => new()
    {
        { "an engine that is not there", "engine", """{"prompt":"x","engine":"nowhere"}""" },
        { "an engine that is not set up", "engine", """{"prompt":"x","engine":"openai"}""" },
        { "more variants than it makes", "variants", """{"prompt":"x","engine":"local","variants":2}""" },
        { "more variants than anybody makes", "variants", """{"prompt":"x","engine":"gemini","variants":5}""" },
        { "a background that is none", "background", """{"prompt":"x","background":"purple"}""" },
        { "a shape that is not offered", "aspectRatio", """{"prompt":"x","engine":"gemini","aspectRatio":"7:5"}""" },
        { "a shape of an engine that goes by words", "aspectRatio", """{"prompt":"x","aspectRatio":"16:9"}""" },
        { "a size that is not offered", "size", """{"prompt":"x","engine":"gemini","size":"8K"}""" },
        { "a quality that is not offered", "quality", """{"prompt":"x","engine":"gemini","quality":"high"}""" },
        { "a choice that is too long", "size", """{"prompt":"x","engine":"gemini","size":"12345678901234567"}""" },
        { "a seed that none takes", "seed", """{"prompt":"x","engine":"gemini","seed":-1}""" },
        { "a seed of an engine without chance", "seed", """{"prompt":"x","seed":1}""" },
        {
            "a shape with a mask", "aspectRatio",
            """{"prompt":"x","engine":"gemini","imageIds":["IMAGE"],"maskImageId":"IMAGE","aspectRatio":"1:1"}"""
        },
        { "no variant", "variants", """{"prompt":"x","variants":0}""" },
        {
            "more inputs than it takes", "imageIds",
            """{"prompt":"x","engine":"local","imageIds":"""
            + """["IMAGE","IMAGE","IMAGE","IMAGE","IMAGE","IMAGE","IMAGE","IMAGE","IMAGE","IMAGE"]}"""
        },
        { "a mask of nothing", "maskImageId", """{"prompt":"x","maskImageId":"IMAGE"}""" },
        { "an unknown image", "imageIds", """{"prompt":"x","imageIds":["IMAGE","unknown"]}""" },
        { "an image of another session", "imageIds", """{"prompt":"x","imageIds":["ELSEWHERE"]}""" },
        { "a mask of another session", "maskImageId", """{"prompt":"x","imageIds":["IMAGE"],"maskImageId":"ELSEWHERE"}""" },
        { "no prompt", "prompt", """{"imageIds":["IMAGE"]}""" },
        { "a blank prompt", "prompt", """{"prompt":" \t","imageIds":["IMAGE"]}""" },
        { "a prompt that is too long", "prompt", """{"prompt":"LONG","imageIds":["IMAGE"]}""" },
    };

    [Theory, MemberData(nameof(Impossible))]
    public async Task What_cannot_be_done_is_400_and_says_which_field(string what, string field, string body)
    {
        Assert.NotEmpty(what);
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAsync(session.Id, TestImages.Png(8, 8));
        var elsewhere = await alice.UploadAsync((await alice.Api.CreateSessionAsync()).Id, TestImages.Png(8, 8));
        body = body.Replace("IMAGE", image.Id).Replace("ELSEWHERE", elsewhere.Id).Replace("LONG", new('x', Limits.PromptMaxLength + 1));
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        await alice.Http.PostAsync(Routes.SessionEdits(session.Id), content).ShouldBeProblemAsync(HttpStatusCode.BadRequest, field);
        Assert.Empty((await alice.Api.ListMessagesAsync(session.Id)).Items);
        Assert.Empty((await alice.Api.ListEditsAsync(session.Id)).Items);
        Assert.Equal(0, (await alice.Api.GetUsageAsync()).UnitsToday);
    }

    [Fact]
    public async Task The_same_key_asks_once()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var first = await alice.Api.CreateEditAsync(session.Id, new("a red canvas"), "key");
        var second = await alice.ClientOn(replica: 1).CreateEditAsync(session.Id, new("a red canvas"), "key");
        Assert.Equal(first.Id, second.Id);
        Assert.Single((await alice.Api.ListEditsAsync(session.Id)).Items);
        Assert.Equal(1, (await alice.Api.GetUsageAsync()).UnitsToday);
        await alice.Api.CancelEditAsync(first.Id);
        var again = await alice.Api.RetryEditAsync(first.Id, null, "retry");
        Assert.Equal(again.Id, (await alice.Api.RetryEditAsync(first.Id, null, "retry")).Id);
    }

    [Fact]
    public async Task A_viewer_sees_edits_and_asks_for_none_and_an_editor_cancels_only_his_own()
    {
        using var alice = await api.CreateUserAsync();
        using var viewer = await api.CreateUserAsync();
        using var editor = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Shared");
        await alice.Api.AddMemberAsync(session.Id, viewer.User.Username, Role.Viewer);
        await alice.Api.AddMemberAsync(session.Id, editor.User.Username, Role.Editor);
        var (own, theirs) = (await alice.Api.CreateEditAsync(session.Id, new("a red canvas")), await editor.Api.CreateEditAsync(
            session.Id, new("a blue canvas")));

        Assert.Equal([theirs.Id, own.Id], (await viewer.Api.ListEditsAsync(session.Id)).Items.Select(edit => edit.Id));
        Assert.Equal(theirs.Id, (await viewer.Api.GetEditAsync(theirs.Id)).Id);
        await viewer.Api.CreateEditAsync(session.Id, new("a red canvas")).ShouldFailAsync(HttpStatusCode.Forbidden);
        await viewer.Api.CancelEditAsync(theirs.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await editor.Api.CancelEditAsync(own.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.CancelEditAsync(theirs.Id);
        await viewer.Api.RetryEditAsync(theirs.Id).ShouldFailAsync(HttpStatusCode.Forbidden);

        // Who asks again is who pays.
        Assert.Equal(alice.User.Id, (await alice.Api.RetryEditAsync(theirs.Id)).AuthorId);
        Assert.Equal((0, 2), ((await editor.Api.GetUsageAsync()).UnitsToday, (await alice.Api.GetUsageAsync()).UnitsToday));
    }

    [Fact]
    public async Task Edits_are_listed_newest_first_in_pages()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var ids = new List<EditId>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, (await alice.Api.CreateEditAsync(session.Id, new($"canvas {i}"))).Id);
        }
        var first = await alice.Api.ListEditsAsync(session.Id, limit: 3);
        var second = await alice.Api.ListEditsAsync(session.Id, first.NextCursor, 3);
        Assert.Equal(ids, first.Items.Concat(second.Items).Select(edit => edit.Id));
        Assert.Null(second.NextCursor);
        await alice.Http.GetAsync($"{Routes.SessionEdits(session.Id)}?cursor=bad")
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest, "cursor");
    }

    [Fact]
    public async Task Ones_own_edits_are_listed_over_all_sessions_whatever_became_of_them()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var (own, shared) = (await alice.Api.CreateSessionAsync(), await bob.Api.CreateSessionAsync());
        await bob.Api.AddMemberAsync(shared.Id, alice.User.Username, Role.Editor);
        var ids = new List<EditId>();
        foreach (var session in (SessionId[])[own.Id, shared.Id, own.Id])
        {
            ids.Insert(0, (await alice.Api.CreateEditAsync(session, new("a red canvas"))).Id);
        }
        await bob.Api.CreateEditAsync(shared.Id, new("a blue canvas"));
        await alice.Api.CancelEditAsync(ids[0]);

        var first = await alice.Api.ListMyEditsAsync(limit: 2);
        var second = await alice.Api.ListMyEditsAsync(cursor: first.NextCursor, limit: 2);
        Assert.Equal(ids, first.Items.Concat(second.Items).Select(edit => edit.Id));
        Assert.Null(second.NextCursor);
        Assert.Equal(EditStatus.Cancelled, first.Items[0].Status);
        Assert.Equal(ids[1..], (await alice.Api.ListMyEditsAsync([EditStatus.Queued, EditStatus.Running])).Items.Select(edit => edit.Id));

        await bob.Api.RemoveMemberAsync(shared.Id, alice.User.Id);
        Assert.Equal([ids[0], ids[2]], (await alice.Api.ListMyEditsAsync()).Items.Select(edit => edit.Id));
        await alice.Http.GetAsync($"{Routes.Edits}?status=done").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "status");
        await alice.Http.GetAsync($"{Routes.Edits}?cursor=bad").ShouldBeProblemAsync(HttpStatusCode.BadRequest, "cursor");
    }

    [Fact]
    public async Task The_days_units_are_reserved_and_no_two_requests_share_the_last_one()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var asked = await Task.WhenAll(Enumerable.Range(0, 2 * Fixture.Units).Select(i => AskAsync(alice.ClientOn(i % 2), session.Id)));
        Assert.Equal(Fixture.Units, asked.Count(edit => edit is not null));
        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((Fixture.Units, Fixture.Units), (usage.UnitsToday, usage.Limits.UnitsPerDay));

        using var refused = await alice.Http.PostAsJsonAsync(Routes.SessionEdits(session.Id), new { prompt = "a red canvas" });
        await refused.ShouldBeProblemAsync(HttpStatusCode.TooManyRequests);
        var midnight = DateTime.UtcNow.Date.AddDays(1) - DateTime.UtcNow;
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, midnight - TimeSpan.FromSeconds(5), midnight + TimeSpan.FromSeconds(5));
        Assert.Equal(Fixture.Units, (await alice.Api.ListEditsAsync(session.Id)).Items.Count);
        await bob.Api.CreateEditAsync((await bob.Api.CreateSessionAsync()).Id, new("a red canvas"));

        await alice.Api.CancelEditAsync(asked.First(edit => edit is not null)!.Id);
        await alice.Api.CreateEditAsync(session.Id, new("a red canvas"));
        Assert.Equal(Fixture.Units, (await alice.Api.GetUsageAsync()).UnitsToday);
    }

    private static async Task<Edit?> AskAsync(Contracts.Client.NanoBananaClient client, SessionId sessionId)
    {
        try
        {
            return await client.CreateEditAsync(sessionId, new("a red canvas"));
        }
        catch (Contracts.Client.ApiException refused) when (refused.Status == HttpStatusCode.TooManyRequests)
        {
            return null;
        }
    }

    public sealed class Fixture() : SystemFixture(
        apis: 2, workers: 0, ("Gemini__ApiKey", "a-key-that-nobody-checks"), ("Edits__UnitsPerDay", $"{Units}"))
    {
        public const int Units = 8;

        public async Task<bool> HasJobAsync(string id)
        {
            using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(System.Redis.ConnectionString);
            return await redis.GetDatabase().KeyExistsAsync($"{{jobs}}:job:{id}");
        }
    }
}
