using NanoBanana.Contracts;
using NanoBanana.Contracts.Client;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Tests.Fixtures;

namespace NanoBanana.Tests.Browser;

/// <summary>A session that was used for a long time.</summary>
internal sealed class ManyPictures(BrowserUser user)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<Session> MakeAsync(int messages, int images)
    {
        var session = await user.Api.CreateSessionAsync("A long scenario");
        foreach (var some in Enumerable.Range(0, images).Chunk(Limits.BatchMaxFiles))
        {
            // A few different ones; equal bytes are stored once.
            var files = some.Select(i => new ImageFile(new MemoryStream(TestImages.Png(64 + (i % 24), 48)), $"picture {i}.png"));
            Assert.All((await user.Api.UploadImagesAsync(session.Id, files)).Items, item => Assert.Null(item.Problem));
        }
        var newest = (await user.Api.ListImagesAsync(sessionId: session.Id, limit: Limits.PageMax)).Items;
        for (var i = 0; i < messages; i++)
        {
            await user.Api.PostMessageAsync(
                session.Id, $"Message {i}: a few words about what should change here", i % 5 == 0 ? [newest[i % newest.Count].Id] : null);
        }
        await Eventually.TrueAsync(async () => await AllReadyAsync(session.Id), "every thumbnail", Patience);
        return session;
    }

    /// <summary>The last ones first: thumbnails are made in the order of the uploads.</summary>
    private async Task<bool> AllReadyAsync(SessionId sessionId)
    {
        string? cursor = null;
        do
        {
            var page = await user.Api.ListSessionImagesAsync(sessionId, cursor, Limits.PageMax);
            if (page.Items.Any(image => image.Status is not ImageStatus.Ready))
            {
                return false;
            }
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return true;
    }
}
