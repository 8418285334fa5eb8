using System.IO.Compression;
using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Events;
using NanoBanana.Contracts.Images;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Live;

namespace NanoBanana.Tests.Images;

/// <summary>Comments at places of pictures.</summary>
public sealed class PinTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_pin_is_put_replied_to_settled_and_deleted_live_for_all()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        await alice.Api.AddMemberAsync(image.SessionId, bob.User.Username, Role.Editor);
        await using var live = bob.Live(replica: 1);
        await using var follower = new EventSubscriber(end => live.Follow(image.SessionId, 0, end));

        var pin = await alice.Api.CreatePinAsync(image.Id, new(3, 4, new(1, 2, 5, 4), "Brighter here?"));
        Assert.Equal(
            (image.Id, image.SessionId, alice.User.Id, 3, 4, "Brighter here?", false),
            (pin.ImageId, pin.SessionId, pin.AuthorId, pin.X, pin.Y, pin.Text, pin.Resolved));
        Assert.Equal(new SelectionBox(1, 2, 5, 4), pin.Area);
        var replied = await bob.Api.ReplyToPinAsync(pin.Id, "是的");
        Assert.Equal((bob.User.Id, "是的"), (Assert.Single(replied.Replies).AuthorId, replied.Replies[0].Text));
        var settled = await bob.Api.ResolvePinAsync(pin.Id);
        Assert.Equal((true, bob.User.Id, 1), (settled.Resolved, settled.ResolvedBy, settled.Replies.Count));
        Assert.Null((await alice.Api.ResolvePinAsync(pin.Id, resolved: false)).ResolvedBy);

        var other = await bob.Api.CreatePinAsync(image.Id, new(0, 0, null, "And here"));
        Assert.Equal([pin.Id, other.Id], (await alice.Api.ListPinsAsync(image.Id)).Items.Select(found => found.Id));
        var first = await alice.Api.ListPinsAsync(image.Id, limit: 1);
        Assert.Equal(other.Id, Assert.Single((await alice.Api.ListPinsAsync(image.Id, first.NextCursor, 1)).Items).Id);
        await bob.Api.DeletePinAsync(pin.Id).ShouldFailAsync(HttpStatusCode.Forbidden);
        await alice.Api.DeletePinAsync(other.Id);
        await alice.Api.GetPinAsync(other.Id).ShouldFailAsync(HttpStatusCode.NotFound);

        await follower.NextAsync(
            next => next.Type == EventTypes.PinDeleted && next.Data.GetProperty("id").GetString() == other.Id, "the end");
        Assert.Equal(
            [
                EventTypes.PinCreated, EventTypes.PinUpdated, EventTypes.PinUpdated, EventTypes.PinUpdated, EventTypes.PinCreated,
                EventTypes.PinDeleted,
            ],
            follower.Events.Select(next => next.Type).Where(type => type.StartsWith("pin.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Replies_at_the_same_time_take_nothing_back_and_a_repeated_one_is_one()
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        var pin = await alice.Api.CreatePinAsync(image.Id, new(1, 1, null, "Look"), "pin-once");
        Assert.Equal(pin.Id, (await alice.Api.CreatePinAsync(image.Id, new(1, 1, null, "Look"), "pin-once")).Id);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => alice.ClientOn(i % 2).ReplyToPinAsync(pin.Id, $"reply {i}", $"reply-{i}")));
        await alice.Api.ReplyToPinAsync(pin.Id, "reply 0", "reply-0");

        Assert.Equal(
            Enumerable.Range(0, 6).Select(i => $"reply {i}"),
            (await alice.Api.GetPinAsync(pin.Id)).Replies.Select(reply => reply.Text).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string> Bad => new()
    {
        { "x", """{"y":1,"text":"a"}""" },
        { "y", """{"x":1,"text":"a"}""" },
        { "x", """{"x":-1,"y":1,"text":"a"}""" },
        { "x", """{"x":8,"y":1,"text":"a"}""" },
        { "area", """{"x":1,"y":1,"text":"a","area":{"x":4,"y":4,"width":5,"height":2}}""" },
        { "area", """{"x":1,"y":1,"text":"a","area":{"x":4,"y":4,"width":2147483647,"height":2}}""" },
        { "area", """{"x":1,"y":1,"text":"a","area":{"x":4,"y":4,"width":0,"height":2}}""" },
        { "text", """{"x":1,"y":1,"text":" "}""" },
        { "text", $$"""{"x":1,"y":1,"text":"{{new string('x', Limits.PinMaxLength + 1)}}"}""" },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task What_is_outside_the_picture_or_says_nothing_is_400_and_changes_nothing(string field, string body)
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        var seq = (await alice.Api.GetSessionAsync(image.SessionId)).LastSeq;
        var problem = await alice.Http
            .PostAsync(Routes.ImagePins(image.Id), new StringContent(body, System.Text.Encoding.UTF8, "application/json"))
            .ShouldBeProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal(field, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
        Assert.Empty((await alice.Api.ListPinsAsync(image.Id)).Items);
        Assert.Equal(seq, (await alice.Api.GetSessionAsync(image.SessionId)).LastSeq);
    }

    [Fact]
    public async Task Pins_are_hidden_with_their_picture_come_back_and_go_with_it()
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        var kept = await alice.UploadAndWaitAsync(image.SessionId, Uploads.UniqueJpeg(8, 8));
        var other = await alice.Api.CreatePinAsync(kept.Id, new(0, 0, null, "Stays"));
        var empty = (await alice.Api.GetUsageAsync()).TextBytes;
        var pin = await alice.Api.CreatePinAsync(image.Id, new(1, 1, null, "Look"));
        Assert.InRange((await alice.Api.GetUsageAsync()).TextBytes, empty + 100, empty + 1000);

        await alice.Api.DeleteImageAsync(image.Id);
        await alice.Api.GetPinAsync(pin.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.ReplyToPinAsync(pin.Id, "x").ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.ListPinsAsync(image.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        await alice.Api.RestoreImageAsync(image.Id);
        Assert.Equal(pin.Id, Assert.Single((await alice.Api.ListPinsAsync(image.Id)).Items).Id);

        await alice.Api.DeleteImageAsync(image.Id, permanently: true);
        await alice.Api.DeleteImageAsync(kept.Id);
        await alice.Api.RestoreImageAsync(kept.Id);
        await alice.Api.DeletePinAsync(pin.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Equal(other.Id, Assert.Single((await alice.Api.ListPinsAsync(kept.Id)).Items).Id);
        Assert.InRange((await alice.Api.GetUsageAsync()).TextBytes, 0, empty);
    }

    [Fact]
    public async Task An_export_has_pins_stars_and_tags()
    {
        using var alice = await api.CreateUserAsync();
        var image = await UploadAsync(alice);
        await alice.Api.UpdateImageAsync(image.Id, new(true, ["Beach"]));
        var pin = await alice.Api.CreatePinAsync(image.Id, new(1, 1, null, "Look"));
        using var zip = new ZipArchive(new MemoryStream(await alice.Http.GetByteArrayAsync(Routes.ExportSession(image.SessionId))));
        await using var json = await zip.GetEntry("session.json")!.OpenAsync();
        var session = await JsonDocument.ParseAsync(json);

        var found = Assert.Single(session.RootElement.GetProperty("pins").EnumerateArray());
        Assert.Equal((pin.Id, "Look"), (found.GetProperty("id").GetString(), found.GetProperty("text").GetString()));
        var picture = Assert.Single(session.RootElement.GetProperty("images").EnumerateArray());
        Assert.True(picture.GetProperty("starred").GetBoolean());
        Assert.Equal("Beach", picture.GetProperty("tags")[0].GetString());
    }

    private static async Task<Image> UploadAsync(TestUser user) =>
        await user.UploadAndWaitAsync((await user.Api.CreateSessionAsync()).Id, Uploads.UniqueJpeg(8, 8));
}
