using Microsoft.Extensions.DependencyInjection;
using NanoBanana.Core;
using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;

namespace NanoBanana.Tests.Edits;

/// <summary>What becomes of a selection's mask when its time is over.</summary>
public sealed class SelectionExpiryTests(IdleWorkerHost worker) : IClassFixture<IdleWorkerHost>
{
    [Fact]
    public async Task A_mask_is_looked_at_after_a_day_and_an_upload_never()
    {
        var session = await worker.SessionAsync();
        var mask = await worker.UploadAsync(session, isSelection: true);
        var upload = await worker.UploadAsync(session);

        var due = DateTimeOffset.FromUnixTimeMilliseconds((long)(await DueAsync(mask))!.Value);
        Assert.InRange(due - DateTimeOffset.UtcNow, TimeSpan.FromHours(23.9), TimeSpan.FromHours(24));
        Assert.Null(await DueAsync(upload));
    }

    [Fact]
    public async Task One_that_nothing_refers_to_goes_for_good()
    {
        var session = await worker.SessionAsync();
        var mask = await worker.UploadAsync(session, isSelection: true);

        Assert.True(await Expiry.ExpireAsync(mask.Id));

        Assert.False(await IsThereAsync(mask));
        Assert.False(await worker.Database.HashExistsAsync(Keys.ImageBin(session), mask.Id.Value));
        Assert.Equal(0, (long)await worker.Database.HashGetAsync(Keys.Session(session), "bytes"));
        Assert.True(await Expiry.ExpireAsync(mask.Id));
    }

    [Fact]
    public async Task One_that_an_edit_or_a_message_refers_to_stays()
    {
        var session = await worker.SessionAsync();
        var picture = await worker.UploadAsync(session);
        var asked = await worker.UploadAsync(session, isSelection: true);
        var shown = await worker.UploadAsync(session, isSelection: true);
        await worker.AskMaskedAsync(session, picture.Id, asked.Id);
        await worker.Services.GetRequiredService<MessageStore>().CreateAsync(
            WorkerHost.User, session, NewMessage(session), "Like this?", [shown.Id]);

        Assert.True(await Expiry.ExpireAsync(asked.Id));
        Assert.True(await Expiry.ExpireAsync(shown.Id));

        Assert.True(await IsThereAsync(asked));
        Assert.True(await IsThereAsync(shown));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(null, "keep")]
    public async Task One_that_is_starred_or_tagged_stays_until_it_no_longer_is(bool? starred, string? tag)
    {
        var session = await worker.SessionAsync();
        var mask = await worker.UploadAsync(session, isSelection: true);
        var labels = worker.Services.GetRequiredService<ImageLabels>();
        await labels.UpdateAsync(WorkerHost.User, mask.Id, starred, tag is null ? null : [tag]);
        await worker.Database.SortedSetRemoveAsync(Keys.PendingWork, WorkItem.Mask(mask.Id));

        Assert.False(await Expiry.ExpireAsync(mask.Id));
        Assert.True(await IsThereAsync(mask));
        Assert.NotNull(await DueAsync(mask));

        await labels.UpdateAsync(WorkerHost.User, mask.Id, false, []);
        Assert.True(await Expiry.ExpireAsync(mask.Id));
        Assert.False(await IsThereAsync(mask));
    }

    [Fact]
    public async Task One_that_may_be_referred_to_since_stays()
    {
        var session = await worker.SessionAsync();
        var mask = await worker.UploadAsync(session, isSelection: true);
        var seq = (long)await worker.Database.HashGetAsync(Keys.Session(session), "seq");
        await worker.UploadAsync(session);

        Assert.Equal(CommandStatus.Unknown, await worker.Services.GetRequiredService<ImageBin>().DeleteUnusedAsync(mask, seq));

        Assert.True(await IsThereAsync(mask));
    }

    private SelectionExpiry Expiry => worker.Services.GetRequiredService<SelectionExpiry>();

    private Task<double?> DueAsync(ImageRow image) => worker.Database.SortedSetScoreAsync(Keys.PendingWork, WorkItem.Mask(image.Id));

    private Task<bool> IsThereAsync(ImageRow image) => worker.Database.HashExistsAsync(Keys.ImageRows(image.SessionId), image.Id.Value);

    private static string NewMessage(SessionId session) => Core.Ids.Id.InSession(Core.Ids.Id.New(DateTimeOffset.UtcNow), session);
}
