using System.Buffers.Text;
using System.Text.RegularExpressions;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Sharing;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sharing;

/// <summary>What a public copy does not say.</summary>
public sealed partial class PublicCopyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task It_names_no_author_no_session_and_no_bytes()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync("Public");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.PostMessageAsync(session.Id, "Look", [image.Id]);
        var snapshot = await alice.Api.CreateSnapshotAsync(session.Id);

        var shown = await (await anybody.GetAsync(Routes.Snapshot(snapshot.Id))).ReadJsonAsync();

        var text = shown.GetRawText();
        Assert.Contains("Look", text, StringComparison.Ordinal);
        string[] secrets = [alice.User.Id, alice.User.Username, session.Id, image.Id, image.Sha256];
        Assert.All((string[])[.. secrets, "authorId", "sessionId", "sha256"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.DoesNotContain(session.Id, Convert.ToHexStringLower(Base64Url.DecodeFromChars(snapshot.Id)), StringComparison.Ordinal);
        foreach (var name in (string[])["url", "thumbnailUrl"])
        {
            using var picture = await anybody.GetAsync(shown.GetProperty("images")[0].GetProperty(name).GetString());
            picture.EnsureSuccessStatusCode();
            Assert.NotNull(picture.Headers.ETag);
            var headers = $"{picture.Headers}{picture.Content.Headers}";
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, headers, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Two_copies_of_one_session_have_no_id_in_common()
    {
        using var alice = await api.CreateUserAsync();
        using var anybody = api.CreateClient();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        await alice.Api.PostMessageAsync(session.Id, "Look", [image.Id]);
        var copies = new List<IEnumerable<string>>();
        for (var i = 0; i < 2; i++)
        {
            var code = (await alice.Api.CreateSnapshotAsync(session.Id)).Id;
            var bytes = Convert.ToHexStringLower(Base64Url.DecodeFromChars(code));
            var text = await anybody.GetStringAsync(Routes.Snapshot(code));
            copies.Add([bytes[..32], bytes[32..], .. LongWord().Matches(text).Select(word => word.Value)]);
        }

        Assert.True(copies[0].Count() >= 6);
        Assert.Empty(copies[0].Intersect(copies[1]));
    }

    [Fact]
    public async Task It_shows_the_chosen_pictures_alone()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Secret title");
        var original = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(), "face.jpg");
        var edit = await alice.EditAsync(session.Id, "pixelate", original.Id);
        var hidden = await alice.SettledAsync(edit.ResultIds[0]);

        var one = await ReadAsync((await alice.Api.CreateSnapshotAsync(session.Id, new([hidden.Id, hidden.Id], Messages: false))).Id);
        var told = await ReadAsync((await alice.Api.CreateSnapshotAsync(session.Id, new([hidden.Id]))).Id);

        Assert.Equal(("", 0), (one.Title, one.Messages.Count));
        Assert.Equal("picture.jpg", Assert.Single(one.Images).FileName);
        Assert.Null(one.Images[0].ParentId);
        using var anybody = api.CreateClient();
        using var picture = await anybody.GetAsync(one.Images[0].Url);
        Assert.Equal("inline; filename=picture.jpg; filename*=UTF-8''picture.jpg", picture.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal(await alice.Http.GetByteArrayAsync($"{hidden.Url}&metadata=none"), await picture.Content.ReadAsByteArrayAsync());

        Assert.Equal("Secret title", told.Title);
        Assert.Equal("pixelate", told.Messages[0].Text);
        Assert.Empty(told.Messages[0].ImageIds);
        Assert.Equal([told.Images[0].Id], told.Messages[1].ImageIds);
        Assert.Equal("pixelate.jpg", Assert.Single(told.Images).FileName);
    }

    [Fact]
    public async Task Before_and_after_stay_connected()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var original = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var edit = await alice.EditAsync(session.Id, "invert", original.Id);
        await alice.SettledAsync(edit.ResultIds[0]);

        var both = await ReadAsync((await alice.Api.CreateSnapshotAsync(session.Id, new([edit.ResultIds[0], original.Id], false))).Id);

        Assert.Equal([null, both.Images[0].Id], both.Images.Select(image => image.ParentId));
    }

    [Fact]
    public async Task It_shows_neither_failed_asks_nor_masks()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Session");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg(), "bar.jpg");
        await alice.UploadAndWaitAsync(session.Id, TestImages.Png(40, 30), "bar.mask.png");
        await alice.EditAsync(session.Id, "flurbify the quux", image.Id);
        await alice.EditAsync(session.Id, "invert", image.Id);
        await alice.Api.PostMessageAsync(session.Id, "Nice");

        var shown = await ReadAsync((await alice.Api.CreateSnapshotAsync(session.Id)).Id);

        Assert.Equal(["invert", "Nice"], shown.Messages.Where(message => message.Role is MessageRole.User).Select(message => message.Text));
        Assert.Equal(["bar.jpg", "invert.jpg"], shown.Images.Select(picture => picture.FileName));
    }

    private async Task<SnapshotContent> ReadAsync(string code) => await api.CreateStranger().GetSnapshotAsync(code);

    [GeneratedRegex("[0-9A-Za-z_-]{20,}")]
    private static partial Regex LongWord();
}
