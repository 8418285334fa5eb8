using Microsoft.Extensions.Options;
using NanoBanana.Contracts.Images;
using NanoBanana.Core.Events;
using NanoBanana.Core.Images;
using NanoBanana.Core.Images.Selections;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Storage;

namespace NanoBanana.Api.Images;

/// <summary>Has a worker select something in a picture, waits for it, and takes the mask into the session.</summary>
internal sealed class Selections(
    SelectionJobs jobs, IObjectStore store, UploadValidator intake, ChannelListener channels, IOptions<ImageOptions> options,
    TimeProvider time)
{
    private static readonly string FileName = FileNames.MaskOf("selection.png");

    /// <summary>A message of the end may be lost.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    public async Task<SelectionResult> SelectAsync(ImageRow image, SelectionRequest request, UserId userId,
        CancellationToken cancellationToken)
    {
        var id = SelectionJobs.IdOf(image, request);
        if (await jobs.FindAnswerAsync(id) is { } known)
        {
            return new(SelectionState.Answered, known);
        }

        var asked = time.GetTimestamp();
        await using var end = await channels.ListenAsync(SelectionJobs.EndChannel(id));
        if (await jobs.EnqueueAsync(id, image, request, userId) is var queued and (Enqueued.Full or Enqueued.Dead))
        {
            return new(queued == Enqueued.Full ? SelectionState.TooMany : SelectionState.Failed);
        }

        while (options.Value.SelectionWait - time.GetElapsedTime(asked) is { Ticks: > 0 } left)
        {
            await end.WaitAsync(left < Look ? left : Look, cancellationToken);

            // In this order: what is done by now has left its answer.
            var isOpen = await jobs.IsOpenAsync(id);
            if (await jobs.FindAnswerAsync(id) is { } answer)
            {
                return new(SelectionState.Answered, answer);
            }

            if (!isOpen)
            {
                return new(SelectionState.Failed);
            }
        }

        return new(SelectionState.BeingMade);
    }

    /// <summary>Takes a mask in as an image of the session that the picture is of.</summary>
    public async Task<UploadResult> KeepAsync(
        ImageRow image, SelectionAnswer answer, UserId userId, UserId ownerId, CancellationToken cancellationToken)
    {
        using var file = await TemporaryUpload.CreateAsync(store, FileName);
        await file.WriteAsync(answer.Mask, cancellationToken);
        file.Complete();
        return await intake.AddAsync(userId, image.SessionId, ownerId, new(FileName, file) { IsSelection = true }, cancellationToken);
    }
}

/// <param name="Answer">Of a selection that is made or refused.</param>
internal sealed record SelectionResult(SelectionState State, SelectionAnswer? Answer = null);

internal enum SelectionState
{
    Answered,
    BeingMade,

    /// <summary>It was given up.</summary>
    Failed,

    /// <summary>The user has too much waiting.</summary>
    TooMany,
}
