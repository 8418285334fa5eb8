using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;

namespace NanoBanana.Worker.Edits;

/// <summary>
/// Asks an engine for one variant. That it is asked is noted before; whoever finds the note without an outcome does not ask again,
/// if the engine's calls may be charged.
/// </summary>
internal sealed class EngineCall(EditWork work, EditMetrics metrics, IOptions<EditOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(500);
    private const double Worthwhile = 0.05;

    /// <exception cref="EngineException">There is no answer, and why.</exception>
    public async Task<ImageGenerationResponse> AskAsync(
        EditCourse course, int variant, EditMaterial material, CancellationToken cancellationToken)
    {
        var engine = course.Engine!;
        course.Edit = course.Edit with { Model = engine.Model };
        if (engine.IsRemote)
        {
            await work.NoteAskedAsync(course.Edit, course.Token, variant);
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (engine.IsRemote)
        {
            deadline.CancelAfter(options.Value.Deadline);
        }

        var progress = new LatestProgress();
        var inputs = new EngineInputs(variant, material.Mask, material.History, progress)
        {
            TransparentBackground = course.IsTransparencyAsked,
            Choices = course.Wish.Edit.Asked,
            Strength = course.Wish.Strength,
            Language = course.Edit.Language,
        };
        try
        {
            var asking = course.Generator!.GenerateAsync(new(course.Wish.Edit.Prompt, material.Images), inputs.ToOptions(), deadline.Token);
            var answer = await FollowAsync(course, asking.WaitAsync(deadline.Token), progress);
            metrics.Called(course.Wish.Edit.Engine, null);
            return answer;
        }
        catch (EngineException exception)
        {
            metrics.Called(course.Wish.Edit.Engine, exception.Problem.Code);
            throw;
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(course, new EngineException(EditFailures.TooSlow));
        }
        catch (Exception exception) when (engine.IsRemote && exception is not (OperationCanceledException or EditNotWantedException))
        {
            throw Failed(course, new EngineException(EditFailures.Unclear, inner: exception));
        }
    }

    private EngineException Failed(EditCourse course, EngineException exception)
    {
        metrics.Called(course.Wish.Edit.Engine, exception.Problem.Code);
        return exception;
    }

    private async Task<ImageGenerationResponse> FollowAsync(
        EditCourse course, Task<ImageGenerationResponse> asking, LatestProgress progress)
    {
        while (await Task.WhenAny(asking, Task.Delay(Step, time)) != asking)
        {
            var now = course.ProgressWith(progress.Value);
            if (now >= course.Edit.Progress + Worthwhile)
            {
                course.Edit = course.Edit with { Progress = now };
                await work.ReportAsync(course.Edit, course.Token);
            }
        }

        return await asking;
    }

    private sealed class LatestProgress : IProgress<double>
    {
        private double _value;

        public double Value => Volatile.Read(ref _value);

        public void Report(double value) => Volatile.Write(ref _value, value);
    }
}
