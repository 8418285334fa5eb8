using NanoBanana.Tests.Fixtures;
using NanoBanana.Tests.Images;

namespace NanoBanana.Tests.Ownership;

/// <summary>Somebody with one of everything.</summary>
public sealed class OwnedThings : IDisposable
{
    private OwnedThings(TestUser owner) => Owner = owner;

    public TestUser Owner { get; }

    public string SessionId { get; private init; } = "";

    public string MessageId { get; private init; } = "";

    public string ImageId { get; private init; } = "";

    /// <summary>Finished: no engine knows what it asks for.</summary>
    public string EditId { get; private init; } = "";

    public static async Task<OwnedThings> CreateAsync(ApiFixture api)
    {
        var owner = await api.CreateUserAsync();
        var session = await owner.Api.CreateSessionAsync("Private");
        return new(owner)
        {
            SessionId = session.Id,
            ImageId = (await owner.UploadAsync(session.Id, TestImages.Png(8, 8))).Id,
            EditId = (await owner.Api.CreateEditAsync(session.Id, new("Private"))).Id,
            MessageId = (await owner.Api.PostMessageAsync(session.Id, "Private")).Id,
        };
    }

    public string IdFor(string route) => route switch
    {
        _ when route.Contains("/messages/{}", StringComparison.Ordinal) => MessageId,
        _ when route.Contains("/images/{}", StringComparison.Ordinal) => ImageId,
        _ when route.Contains("/edits/{}", StringComparison.Ordinal) => EditId,
        _ => SessionId,
    };

    public void Dispose() => Owner.Dispose();
}
