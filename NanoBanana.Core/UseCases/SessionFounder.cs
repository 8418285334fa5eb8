using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Contracts.Sessions;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Events;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Outbox;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.UseCases;

/// <summary>
/// Founds a session with all that it holds, or leaves nothing. It is filled while nobody sees it, like one that is deleted, and shown by
/// its last step; what a crash leaves is erased by the reconciler.
/// </summary>
internal sealed class SessionFounder(
    IDatabase database, SessionStore sessions, SessionErasure erasure, MembershipProjection projection, ObjectReferences references,
    IObjectStore store, ThumbnailJobs thumbnails, StorageQuota quota, PendingWork pending, IOptions<EventOptions> events, TimeProvider time)
{
    /// <summary>Longer than a request may take.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromMinutes(30);

    private const int Part = 200;

    /// <exception cref="StorageFullException">The user has no room for it.</exception>
    public async Task<Session> FoundAsync(UserId userId, SessionPlan plan, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(userId, plan.Id) is { } there)
        {
            return there;
        }

        await using var place = await quota.TakeSessionAsync(userId);
        await using var room = await quota.TakeImageOfAsync(userId, plan.Bytes, plan.TextBytes);
        var filler = Guid.NewGuid().ToString("N");
        await BeginAsync(userId, plan, filler);
        try
        {
            var images = await AddImagesAsync(plan, filler, cancellationToken);
            await AddAsync(filler, plan.Id, Keys.Messages(plan.Id), Keys.MessageRows(plan.Id), [.. plan.Messages.Select((message, i) =>
                // Before the first event of the session, which later messages are placed by.
                new Entry((i + 1.0) / (plan.Messages.Count + 1), message.Id, message.Id, MessageStore.Write(message)))]);
            await AddAsync(filler, plan.Id, Keys.Edits(plan.Id), Keys.EditRows(plan.Id), [.. plan.Edits.Select(edit =>
                new Entry(0, edit.Id, edit.Id, EditRows.Write(edit)))]);
            await AddAsync(filler, plan.Id, Keys.PinOrder(plan.Id), Keys.Pins(plan.Id), [.. plan.Pins.Select(pin =>
                new Entry(0, $"{pin.ImageId}:{pin.Id}", pin.Id, Images.Pins.PinStore.Write(pin)))]);
            cancellationToken.ThrowIfCancellationRequested();
            await ShowAsync(userId, plan, images, filler);
        }
        catch
        {
            if ((long)await SessionFounding.Abandon.EvaluateAsync(database, [Keys.Session(plan.Id)], filler) == 1)
            {
                await erasure.EraseAsync(plan.Id);
            }

            throw;
        }

        await thumbnails.EnqueueMissingAsync(plan.Id);
        await projection.ProjectAsync(plan.Id);
        return (await sessions.FindAsync(userId, plan.Id))!;
    }

    private async Task BeginAsync(UserId userId, SessionPlan plan, string filler)
    {
        var now = time.GetUtcNow();
        await pending.EnqueueAsync(WorkItem.Session(plan.Id), Hidden);
        ThrowIfTaken(await SessionFounding.Begin.EvaluateAsync(
            database, [Keys.Session(plan.Id), Keys.Members(plan.Id)],
            userId.Value, plan.Title, now.ToUnixTimeMilliseconds(), (now + Hidden).ToUnixTimeMilliseconds(),
            Membership.Row(Role.Owner, now), filler));
    }

    private async Task<List<ImageRow>> AddImagesAsync(SessionPlan plan, string filler, CancellationToken cancellationToken)
    {
        var rows = new List<ImageRow>();
        foreach (var planned in plan.Images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = await planned.OpenAsync(cancellationToken);
            using var file = found.File;
            var row = planned.Row with
            {
                Status = ImageStatus.Processing,
                ContentType = found.ContentType,
                Width = found.Width,
                Height = found.Height,
                Bytes = file.Length,
                Sha256 = file.Sha256,
            };
            await references.LookAfterAsync(row.Sha256);
            await references.TakeAsync(row.Sha256, row.Id, cancellationToken);
            await AddAsync(filler, plan.Id, Keys.Images(plan.Id), Keys.ImageRows(plan.Id), [new(0, row.Id, row.Id, ImageStore.Write(row))]);
            var key = ObjectKeys.Original(row.Sha256);
            if (!await store.ExistsAsync(key, cancellationToken))
            {
                await file.StoreAsync(key, row.ContentType, cancellationToken);
            }

            rows.Add(row);
        }

        return rows;
    }

    private async Task AddAsync(string filler, SessionId sessionId, RedisKey order, RedisKey rows, IReadOnlyList<Entry> entries)
    {
        foreach (var part in entries.Chunk(Part))
        {
            ThrowIfTaken(await SessionFounding.Add.EvaluateAsync(
                database, [Keys.Session(sessionId), order, rows],
                [filler, .. part.SelectMany(entry => new RedisValue[] { entry.Score, entry.Member, entry.Id, entry.Row })]));
        }
    }

    private async Task ShowAsync(UserId userId, SessionPlan plan, List<ImageRow> images, string filler)
    {
        await pending.EnqueueAsync(WorkItem.Session(plan.Id));
        var pictures = images.Where(image => !image.IsMask).ToList();
        var first = pictures.FirstOrDefault(image => image.EditId is null);
        foreach (var part in images.Select(image => (RedisValue)image.Id.Value).Chunk(Part))
        {
            await database.SetAddAsync(Keys.Processing(plan.Id), part);
        }

        foreach (var part in plan.Edits.SelectMany(edit => edit.ImageIds).Distinct().Select(id => (RedisValue)id.Value).Chunk(Part))
        {
            await database.SetAddAsync(Keys.Parents(plan.Id), part);
        }

        ThrowIfTaken(await SessionFounding.Show.EvaluateAsync(
            database, [Keys.Session(plan.Id), Keys.SessionLog(plan.Id), Keys.TextIndex(plan.Id)],
            userId.Value, time.GetUtcNow().ToUnixTimeMilliseconds(), LogLimits.Traced(events.Value.LogLimits), plan.Messages.Count,
            pictures.Count, images.Sum(image => image.StoredBytes), first?.Id ?? "", first?.FileName ?? "", filler));
    }

    /// <summary>The same request, repeated, fills the session now, or it is being erased.</summary>
    private static void ThrowIfTaken(RedisResult answer)
    {
        if ((long)answer == 0)
        {
            throw new BusyException("The same request is running already, or was undone just now. Try again soon.");
        }
    }

    private sealed record Entry(double Score, string Member, string Id, string Row);
}
