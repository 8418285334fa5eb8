using System.Net;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Images;
using NanoBanana.Tests.Edits;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Operations;

/// <summary>A system is backed up while it runs, and brought back elsewhere.</summary>
public sealed class BackupTests(BackupTests.Fixture api) : IClassFixture<BackupTests.Fixture>
{
    [Fact]
    public async Task A_backup_brings_accounts_pictures_and_edits_back()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Kept");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var asked = await alice.Api.CreateEditAsync(session.Id, new("make it black and white", [image.Id]));
        var edit = await alice.FinishedAsync(asked.Id);
        var folder = NewFolder();

        (await AdminVerb.RunAsync(api.System.Settings, "backup", folder)).ShouldSay("keys of Redis and ");
        var later = await alice.Api.CreateSessionAsync("Made after the backup");

        await using var redis = await RedisServer.StartAsync();
        var settings = Elsewhere(redis);
        (await AdminVerb.RunAsync(settings, "restore", folder)).ShouldSay("are back as they were");
        await using var other = await ServiceProcess.StartAsync("NanoBanana.Api", settings);
        using var http = LoopbackClient.Create(other.Address);
        var tokens = await new NanoBananaClient(http, _ => default).LoginAsync(new(alice.User.Username, alice.Password));
        var client = new NanoBananaClient(http, _ => ValueTask.FromResult<string?>(tokens.AccessToken));

        Assert.Equal(session.Id, Assert.Single((await client.ListSessionsAsync()).Items).Id);
        await client.GetSessionAsync(later.Id).ShouldFailAsync(HttpStatusCode.NotFound);
        Assert.Equal((EditStatus.Succeeded, edit.ResultIds[0]), ((await client.GetEditAsync(edit.Id)).Status, edit.ResultIds[0]));
        foreach (var variant in Enum.GetValues<ImageVariant>())
        {
            Assert.Equal(await BytesAsync(alice.Api, edit.ResultIds[0], variant), await BytesAsync(client, edit.ResultIds[0], variant));
        }
    }

    [Fact]
    public async Task A_restoration_loses_nothing_that_it_was_not_told_to_lose()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync("Here");
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var folder = NewFolder();
        (await AdminVerb.RunAsync(api.System.Settings, "backup", folder)).ShouldSay("keys of Redis and ");
        (await AdminVerb.RunAsync(api.System.Settings, "backup", folder)).ShouldRefuse("is not empty");

        // The services run.
        (await AdminVerb.RunAsync(api.System.Settings, "restore", folder, "--replace")).ShouldRefuse("still runs");
        Assert.Equal("Here", (await alice.Api.GetSessionAsync(session.Id)).Title);

        // Somebody else's data is there.
        await using var redis = await RedisServer.StartAsync();
        var settings = Elsewhere(redis);
        await using (var other = await ServiceProcess.StartAsync("NanoBanana.Api", settings))
        {
            using var http = LoopbackClient.Create(other.Address);
            await new NanoBananaClient(http, _ => default).RegisterAsync(new("bob", "bob@example.org", $"{LogWatch.PasswordMark}bob"));
            await other.StopAsync();
        }

        (await AdminVerb.RunAsync(settings, "restore", folder)).ShouldRefuse("with --replace");
        (await AdminVerb.RunAsync(settings, "operator", "add", "bob")).ShouldSay("is an operator now");

        // A byte is wrong, and nothing is changed.
        var copy = Path.Combine(folder, "objects", ObjectKeys.Original(image.Sha256));
        var bytes = await File.ReadAllBytesAsync(copy);
        await File.WriteAllBytesAsync(copy, [.. bytes[..^1], (byte)~bytes[^1]]);
        (await AdminVerb.RunAsync(settings, "restore", folder, "--replace")).ShouldRefuse("another object");
        (await AdminVerb.RunAsync(settings, "operator", "remove", "bob")).ShouldSay("no operator any more");
        await File.WriteAllBytesAsync(copy, bytes);

        (await AdminVerb.RunAsync(settings, "restore", folder, "--replace")).ShouldSay("and compared");
        (await AdminVerb.RunAsync(settings, "operator", "add", "bob")).ShouldRefuse("There is no account");
        (await AdminVerb.RunAsync(settings, "operator", "add", alice.User.Username)).ShouldSay("is an operator now");

        File.Delete(Path.Combine(folder, "backup.json"));
        (await AdminVerb.RunAsync(settings, "restore", folder, "--replace")).ShouldRefuse("is no backup");
    }

    [Fact]
    public async Task An_original_that_is_missing_is_told()
    {
        using var alice = await api.CreateUserAsync();
        var session = await alice.Api.CreateSessionAsync();
        var image = await alice.UploadAndWaitAsync(session.Id, Uploads.UniqueJpeg());
        var original = Path.Combine(api.System.ObjectDirectory, ObjectKeys.Original(image.Sha256));
        File.Move(original, $"{original}.away");

        (await AdminVerb.RunAsync(api.System.Settings, "backup", NewFolder())).ShouldRefuse($"names the original {image.Sha256}");
        File.Move($"{original}.away", original);
    }

    private static string NewFolder() => Path.Combine(Watchdog.TemporaryDirectory(), "backup");

    private Dictionary<string, string?> Elsewhere(RedisServer redis) => new(api.System.Settings)
    {
        ["ConnectionStrings__redis"] = redis.ConnectionString,
        ["Storage__Directory"] = Watchdog.TemporaryDirectory(),
    };

    private static async Task<byte[]> BytesAsync(NanoBananaClient client, ImageId imageId, ImageVariant variant)
    {
        await using var content = await client.OpenImageAsync(imageId, variant);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    public sealed class Fixture() : SystemFixture(apis: 1, workers: 1);
}
