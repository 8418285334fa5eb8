using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Contracts;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Jobs;
using NanoBanana.Core.Storage;
using NanoBanana.Core.Throttling;
using NanoBanana.Imaging;
using NanoBanana.Imaging.Compositing;
using NanoBanana.Imaging.Metadata;

namespace NanoBanana.Worker.Edits;

/// <summary>Makes one variant of an edit: asked for, composited, stored and committed; or noted as failed.</summary>
internal sealed partial class VariantMaker(
    EngineCall engine, IResultCompositor compositor, ResultStore results, ShownMasks masks, EditWork work,
    IOptions<EditOptions> options, IOptions<JobOptions> jobs, TimeProvider time, ILogger<VariantMaker> logger)
{
    private static readonly TimeSpan StoreAway = TimeSpan.FromSeconds(1);

    /// <returns>Why there is no result; null when there is.</returns>
    /// <exception cref="RetryLaterException">The engine asks for a wait.</exception>
    public async Task<Problem?> MakeAsync(EditCourse course, int variant, EditMaterial material, CancellationToken cancellationToken)
    {
        var (picture, problem) = await AskAsync(course, variant, material, cancellationToken);
        return picture is null ? problem
            : await TryAsync(course, variant, () => AddAsync(course, variant, picture, cancellationToken), cancellationToken);
    }

    /// <summary>Asks for a picture and composites it, without storing it.</summary>
    /// <exception cref="RetryLaterException">The engine asks for a wait.</exception>
    public async Task<AskedVariant> AskAsync(
        EditCourse course, int variant, EditMaterial material, CancellationToken cancellationToken)
    {
        MadePicture? made = null;
        var problem = await TryAsync(course, variant, async () => made = await MakeAsync(), cancellationToken);
        return new(made, problem);

        async Task<MadePicture?> MakeAsync()
        {
            var answer = await engine.AskAsync(course, variant, material, cancellationToken);
            course.Words = string.Join('\n', answer.Contents.OfType<TextContent>().Select(content => content.Text));
            if (answer.Contents.OfType<DataContent>().FirstOrDefault() is not { } picture)
            {
                // An exact engine that answers in words was not asked for a picture.
                return course.Engine!.IsExact && course.Words.Length > 0 ? null : throw new EngineException(EditFailures.NoImage);
            }

            var composited = await compositor.CompositeAsync(
                new(picture.Data, material.Source, material.MaskFile, course.Wish.Edit.Prompt, course.Engine!.IsExact)
                {
                    IsTransparencyAsked = course.IsTransparencyAsked,
                    Shape = course.Shape,
                },
                cancellationToken);
            AppliedTerms.Note(course, composited);
            return new(Mark(course, material, composited), picture.Data);
        }
    }

    /// <summary>Does a part of the work.</summary>
    /// <returns>Why it failed, which is noted; null when it did not.</returns>
    public async Task<Problem?> TryAsync(EditCourse course, int variant, Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
            return null;
        }
        catch (EngineException exception)
        {
            return await FailAsync(course, variant, exception, cancellationToken);
        }
        catch (StorageFullException exception)
        {
            return await FailAsync(
                course, variant, new EngineException(EditFailures.StorageFull(exception.Message), inner: exception), cancellationToken);
        }
        catch (ObjectStoreFullException exception)
        {
            var problem = EditFailures.StorageFull(ObjectStoreFullException.Words);
            return await FailAsync(course, variant, new EngineException(problem, inner: exception), cancellationToken);
        }
        catch (CorruptImageException exception)
        {
            var problem = course.Engine!.IsExact ? EditFailures.BadInput : EditFailures.BadAnswer;
            return await FailAsync(course, variant, new EngineException(problem, inner: exception), cancellationToken);
        }
    }

    /// <summary>A result of a trained model says so; one that was made from such a picture without a model goes on saying so.</summary>
    private static CompositedResult Mark(EditCourse course, EditMaterial material, CompositedResult picture)
    {
        var source = !course.Engine!.IsGenerative
            ? material.Images.Select(image => DigitalSourceMark.In(image.Data.Span)).FirstOrDefault(mark => mark is not null)
            : material.Images.Count > 0 ? DigitalSource.CompositeWithTrainedAlgorithmicMedia : DigitalSource.TrainedAlgorithmicMedia;
        return source is { } mark ? picture with { Content = DigitalSourceMark.Write(picture.Content, mark) } : picture;
    }

    /// <summary>What may have been paid for is not thrown away because the object store is away: it is kept in hand until it is
    /// back.</summary>
    public async Task AddAsync(EditCourse course, int variant, MadePicture made, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await results.AddAsync(course, variant, made.Picture, made.Answer, cancellationToken);
                return;
            }
            catch (ObjectStoreUnavailableException exception) when (course.Engine!.IsRemote)
            {
                LogWaiting(exception, course.Edit.Id);
                await Task.Delay(StoreAway, time, cancellationToken);
            }
        }
    }

    private async Task<Problem> FailAsync(
        EditCourse course, int variant, EngineException exception, CancellationToken cancellationToken)
    {
        if (EditFailures.IsRefusal(exception.Problem))
        {
            LogRefused(course.Edit.Id, exception.Problem.Code);
        }
        else
        {
            LogNotDelivered(exception, course.Edit.Id, variant);
        }

        if (exception.RetryAfter is { } wait && wait <= options.Value.LongestWait && course.Attempt < jobs.Value.Attempts)
        {
            await work.ForgetAskedAsync(course.Edit, course.Token, variant, course.Kept);
            throw new RetryLaterException(wait, exception);
        }

        var problem = exception.RetryAfter is { } later
            ? exception.Problem with { RetryAfter = (int)Math.Ceiling(later.TotalSeconds) }
            : exception.Problem;
        if (exception.Mask is { } mask)
        {
            problem = problem with { MaskImageId = await masks.AddAsync(course.Edit, mask, cancellationToken) };
        }

        await work.NoteFailedAsync(course.Edit, course.Token, variant, problem);
        return problem;
    }

    [LoggerMessage(LogLevel.Warning, "Edit {EditId} has a result that waits for the object store", EventName = "edit.waiting")]
    private partial void LogWaiting(Exception exception, string editId);

    [LoggerMessage(LogLevel.Information, "Edit {EditId} was refused by its engine: {Code}", EventName = "edit.refused")]
    private partial void LogRefused(string editId, string code);

    [LoggerMessage(LogLevel.Information, "Edit {EditId} has no variant {Variant} from its engine", EventName = "edit.not-delivered")]
    private partial void LogNotDelivered(Exception exception, string editId, int variant);
}

/// <summary>A picture that an engine made, composited, and its answer as it came.</summary>
internal sealed record MadePicture(CompositedResult Picture, ReadOnlyMemory<byte> Answer);

/// <summary>A picture, or why there is none; neither where an exact engine was asked for words.</summary>
internal readonly record struct AskedVariant(MadePicture? Picture, Problem? Problem);
