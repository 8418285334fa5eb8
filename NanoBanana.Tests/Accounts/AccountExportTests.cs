using System.IO.Compression;
using System.Net;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Accounts;

public sealed class AccountExportTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task One_takes_away_all_that_is_ones_own()
    {
        using var alice = await api.CreateUserAsync();
        using var phone = await alice.SignInAgainAsync();
        var first = await alice.Api.CreateSessionAsync("First");
        await alice.Api.PostMessageAsync(first.Id, "Hello there");
        var picture = Uploads.UniqueJpeg();
        var image = await alice.UploadAsync(first.Id, picture, "../../etc/pass wd:<evil>.exe");
        var second = await alice.Api.CreateSessionAsync("Second");

        using var zip = new ZipArchive(await BufferAsync(await alice.Api.ExportMeAsync()));

        Assert.All(zip.Entries, entry => Assert.DoesNotContain("..", entry.FullName));
        Assert.All(zip.Entries, entry => Assert.Matches(@"^[\p{L}\p{Nd}/ ._-]+$", entry.FullName));
        Assert.Equal(alice.User.Email, Json(zip, "account.json").GetProperty("email").GetString());
        Assert.Equal(2, Json(zip, "devices.json").GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(alice.Password, Text(zip, "account.json"));
        var session = Json(zip, $"sessions/{first.Id}/session.json");
        Assert.Contains("Hello there", session.GetProperty("messages").GetRawText());
        Assert.Equal("Second", Json(zip, $"sessions/{second.Id}/session.json").GetProperty("session").GetProperty("title").GetString());
        var described = session.GetProperty("images")[0];
        Assert.Equal(image.Id, described.GetProperty("id").GetString());
        var entry = zip.GetEntry($"sessions/{first.Id}/{described.GetProperty("url").GetString()}")!;
        Assert.EndsWith(".jpg", entry.FullName);
        using var content = entry.Open();
        Assert.Equal(picture, (await BufferAsync(content)).ToArray());
    }

    [Fact]
    public async Task What_belongs_to_others_is_not_in_it()
    {
        using var alice = await api.CreateUserAsync();
        using var bob = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Hers");
        await alice.UploadAsync(session.Id, Uploads.UniqueJpeg());
        using var zip = new ZipArchive(await BufferAsync(await bob.Api.ExportMeAsync()));
        Assert.Equal(["account.json", "devices.json"], zip.Entries.Select(entry => entry.FullName).Order());
    }

    [Fact]
    public async Task It_is_sent_as_a_file()
    {
        using var alice = await api.CreateUserAsync();
        using var response = await alice.Http.GetAsync(Routes.ExportMe);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
    }

    private static string Text(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static JsonElement Json(ZipArchive zip, string name) => JsonElement.Parse(Text(zip, name));

    private static async Task<MemoryStream> BufferAsync(Stream stream)
    {
        await using (stream)
        {
            var buffer = new MemoryStream();
            await stream.CopyToAsync(buffer);
            buffer.Position = 0;
            return buffer;
        }
    }
}
