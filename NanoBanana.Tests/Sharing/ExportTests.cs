using System.IO.Compression;
using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sharing;

public sealed class ExportTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_member_takes_all_of_a_session_away()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Trip to / Rome");
        await alice.Api.AddMemberAsync(session.Id, bob.User.Username, Role.Viewer);
        var file = TestImages.Jpeg(80, 60);
        var image = await alice.UploadAsync(session.Id, file, "..a:b.exe");
        await alice.UploadAsync(session.Id, TestImages.Png(8, 8), "图片.png");
        for (var i = 0; i < 120; i++)
        {
            await alice.Api.PostMessageAsync(session.Id, $"Message {i}");
        }

        using var response = await bob.Http.GetAsync(Routes.ExportSession(session.Id));
        Assert.Equal("application/zip", response.EnsureSuccessStatusCode().Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync());
        Assert.Equal(["session.json", "images/001-__a_b.jpg", "images/002-图片.png"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(file, await ReadAsync(zip, "images/001-__a_b.jpg"));

        var export = JsonElement.Parse(await ReadAsync(zip, "session.json"));
        Assert.Equal("Trip to / Rome", export.GetProperty("session").GetProperty("title").GetString());
        Assert.Equal(
            Enumerable.Range(0, 120).Select(i => $"Message {i}"),
            export.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()));
        Assert.Equal(2, export.GetProperty("members").GetArrayLength());
        var first = export.GetProperty("images")[0];
        Assert.Equal((image.Id, "images/001-__a_b.jpg"), (first.GetProperty("id").GetString(), first.GetProperty("url").GetString()));
        Assert.Equal(0, export.GetProperty("lineage").GetArrayLength());
    }

    [Fact]
    public async Task A_stranger_gets_nothing()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Hers");
        await bob.Http.GetAsync(Routes.ExportSession(session.Id)).ShouldBeProblemAsync(HttpStatusCode.NotFound);
    }

    private static async Task<byte[]> ReadAsync(ZipArchive zip, string name)
    {
        await using var entry = await zip.GetEntry(name)!.OpenAsync();
        using var bytes = new MemoryStream();
        await entry.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
