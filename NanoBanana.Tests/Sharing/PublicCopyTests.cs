using NanoBanana.Contracts;
using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Sharing;

/// <summary>What a public copy does not say.</summary>
public sealed class PublicCopyTests(ApiFixture api) : IClassFixture<ApiFixture>
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
        Assert.All((string[])[alice.User.Id, alice.User.Username, image.Sha256, "authorId", "sessionId", "sha256"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }
}
