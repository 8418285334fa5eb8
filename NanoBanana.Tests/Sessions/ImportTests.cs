using System.Net;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Messages;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sessions;

/// <summary>A session from the zip of an export: all of it, or nothing.</summary>
public sealed class ImportTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task An_export_comes_back_as_a_session_of_ones_own()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Harbour");
        var file = Uploads.UniqueJpeg(64, 48);
        var image = await alice.UploadAndWaitAsync(session.Id, file, "bar.jpg");
        await alice.Api.PostMessageAsync(session.Id, "Look at this 看", [image.Id]);
        var edit = await alice.EditAsync(session.Id, "invert", image.Id);
        await alice.Api.UpdateImageAsync(image.Id, new(true, ["Beach"]));
        var pin = await alice.Api.CreatePinAsync(image.Id, new(3, 4, new(1, 1, 8, 8), "Here"));
        await alice.Api.ReplyToPinAsync(pin.Id, "There");
        var zip = await alice.Http.GetByteArrayAsync(Routes.ExportSession(session.Id));

        var found = await bob.Api.ImportSessionAsync(new MemoryStream(zip), "once");
        Assert.Equal(found.Id, (await bob.Api.ImportSessionAsync(new MemoryStream(zip), "once")).Id);

        Assert.Equal(("Harbour", Role.Owner, 2), (found.Title, found.Role, found.ImageCount));
        Assert.Equal(found.Id, Assert.Single((await bob.Api.ListSessionsAsync()).Items).Id);
        await bob.Api.GetSessionAsync(session.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        var images = (await bob.Api.ListSessionImagesAsync(found.Id)).Items;
        var original = images.Single(other => other.FileName == "bar.jpg");
        var result = images.Single(other => other.Id != original.Id);
        foreach (var one in images)
        {
            Assert.Equal(ImageStatus.Ready, (await bob.SettledAsync(one.Id, TimeSpan.FromSeconds(60))).Status);
        }

        Assert.Equal(file, await bob.Http.GetByteArrayAsync(original.Url));
        Assert.True(original.Starred);
        Assert.Equal(["Beach"], original.Tags);
        var edge = Assert.Single((await bob.Api.GetLineageAsync(result.Id)).Edges);
        Assert.Equal((original.Id, result.Id, original.Id), (edge.From, edge.To, result.ParentId));
        var copied = Assert.Single((await bob.Api.ListPinsAsync(original.Id)).Items);
        Assert.Equal(("Here", 3, "There"), (copied.Text, copied.X, Assert.Single(copied.Replies).Text));
        var messages = (await bob.Api.ListMessagesAsync(found.Id)).Items;
        Assert.Equal(
            ["Look at this 看", "invert"], messages.Where(message => message.Role == MessageRole.User).Select(message => message.Text));
        Assert.Equal([original.Id], messages[0].ImageIds);
        Assert.Equal(messages.Count, found.MessageCount);
        var usage = await bob.Api.GetUsageAsync();
        Assert.Equal((2, images.Sum(one => one.Bytes), 1, 0), (usage.Images, usage.Bytes, usage.Sessions, usage.UnitsToday));

        var next = await bob.Api.PostMessageAsync(found.Id, "Later");
        Assert.Equal(next.Id, (await bob.Api.ListMessagesAsync(found.Id)).Items[^1].Id);
        Assert.Equal(found.Id, Assert.Single((await bob.Api.ListSessionsAsync("Look")).Items).Id);
        await alice.Api.DeleteMeAsync(alice.Password);
        Assert.Equal(file, await bob.Http.GetByteArrayAsync(original.Url));
        Assert.Single((await bob.EditAsync(found.Id, "invert", original.Id)).ResultIds);
    }

    [Fact]
    public async Task A_picture_has_no_parent_when_that_does_not_come_along()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Harbour");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var result = Assert.Single((await alice.EditAsync(session.Id, "invert", image.Id)).ResultIds);
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id, new([result]));
        await alice.Api.DeleteImageAsync(image.Id);
        var zip = await alice.Http.GetByteArrayAsync(Routes.ExportSession(session.Id));

        var imported = await alice.Api.ImportSessionAsync(new MemoryStream(zip));
        var fork = await alice.Api.ForkSnapshotAsync(snapshot.Id);

        Assert.Null(Assert.Single((await alice.Api.ListSessionImagesAsync(imported.Id)).Items).ParentId);
        Assert.Null(Assert.Single((await alice.Api.ListSessionImagesAsync(fork.Id)).Items).ParentId);
    }

    public static TheoryData<string, HttpStatusCode> Hostile => new()
    {
        { "no zip", HttpStatusCode.UnprocessableEntity },
        { "an empty zip", HttpStatusCode.UnprocessableEntity },
        { "a path upwards", HttpStatusCode.UnprocessableEntity },
        { "a path from the root", HttpStatusCode.UnprocessableEntity },
        { "a folder of somebody", HttpStatusCode.UnprocessableEntity },
        { "a name twice", HttpStatusCode.UnprocessableEntity },
        { "more files than allowed", HttpStatusCode.UnprocessableEntity },
        { "a long list behind a short count", HttpStatusCode.UnprocessableEntity },
        { "a list that is cut", HttpStatusCode.UnprocessableEntity },
        { "json that is none", HttpStatusCode.UnprocessableEntity },
        { "json that is too deep", HttpStatusCode.UnprocessableEntity },
        { "json that is too large", HttpStatusCode.UnprocessableEntity },
        { "nulls", HttpStatusCode.UnprocessableEntity },
        { "an id twice", HttpStatusCode.UnprocessableEntity },
        { "a message that is too long", HttpStatusCode.UnprocessableEntity },
        { "a bad tag", HttpStatusCode.UnprocessableEntity },
        { "a pin outside of everything", HttpStatusCode.UnprocessableEntity },
        { "a picture that is missing", HttpStatusCode.UnprocessableEntity },
        { "a picture that nobody names", HttpStatusCode.UnprocessableEntity },
        { "a second picture that is none", HttpStatusCode.UnprocessableEntity },
        { "a second picture with too many pixels", HttpStatusCode.UnprocessableEntity },
        { "a picture that is too large", HttpStatusCode.UnprocessableEntity },
        { "another picture than it says", HttpStatusCode.UnprocessableEntity },
        { "no file", HttpStatusCode.BadRequest },
    };

    [Theory, MemberData(nameof(Hostile))]
    public async Task What_is_no_export_is_refused_and_leaves_nothing(string what, HttpStatusCode status)
    {
        using var alice = await api.CreateUserAsync();
        var first = Uploads.UniqueJpeg();
        var zip = HostileZip.Make(what, first);
        using var form = zip is null ? new MultipartFormDataContent { Uploads.Field("a", "b") } : new() { Uploads.File("file", zip) };
        var problem = await alice.Http.PostAsync(Routes.ImportSession, form).ShouldBeProblemAsync(status);
        Assert.Equal(status == HttpStatusCode.BadRequest ? "invalid" : "import-refused", problem.GetProperty("code").GetString());

        Assert.Empty((await alice.Api.ListSessionsAsync()).Items);
        Assert.Empty((await alice.Api.ListImagesAsync()).Items);
        var usage = await alice.Api.GetUsageAsync();
        Assert.Equal((0, 0, 0, 0), (usage.Images, usage.Bytes, usage.Sessions, usage.TextBytes));
        await using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(api.System.Redis.ConnectionString);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(first));
        Assert.False(await redis.GetDatabase().KeyExistsAsync($"{{o:{hash}}}:references"));
    }

    [Fact]
    public async Task A_fork_of_a_public_copy_has_what_everybody_sees_and_no_more()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Harbour");
        var file = Uploads.WithComment(Uploads.UniqueJpeg(), "where it was taken"u8.ToArray());
        var image = await alice.UploadAndWaitAsync(session.Id, file, "bar.jpg");
        await alice.Api.PostMessageAsync(session.Id, "Look", [image.Id]);
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);

        var fork = await bob.Api.ForkSnapshotAsync(snapshot.Id, "once");
        Assert.Equal(fork.Id, (await bob.Api.ForkSnapshotAsync(snapshot.Id, "once")).Id);
        Assert.Equal(("Harbour", Role.Owner, 1, 1), (fork.Title, fork.Role, fork.ImageCount, fork.MessageCount));
        var copied = Assert.Single((await bob.Api.ListSessionImagesAsync(fork.Id)).Items);
        Assert.NotEqual(image.Id, copied.Id);
        Assert.Equal(ImageStatus.Ready, (await bob.SettledAsync(copied.Id, TimeSpan.FromSeconds(60))).Status);
        var shown = await bob.Http.GetByteArrayAsync((await bob.Api.GetSnapshotAsync(snapshot.Id)).Images[0].Url);
        var bytes = await bob.Http.GetByteArrayAsync(copied.Url);
        Assert.Equal(shown, bytes);
        Assert.Equal(-1, bytes.AsSpan().IndexOf("where it was taken"u8));
        var message = Assert.Single((await bob.Api.ListMessagesAsync(fork.Id)).Items);
        Assert.Equal(("Look", bob.User.Id), (message.Text, message.AuthorId));
        Assert.Equal([copied.Id], message.ImageIds);
        Assert.Equal(bytes.Length, (await bob.Api.GetUsageAsync()).Bytes);

        await alice.Api.DeleteSnapshotAsync(snapshot.Id);
        await bob.Api.ForkSnapshotAsync(snapshot.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Equal(bytes, await bob.Http.GetByteArrayAsync(copied.Url));
        Assert.Single((await alice.Api.ListSessionsAsync()).Items);
    }
}
