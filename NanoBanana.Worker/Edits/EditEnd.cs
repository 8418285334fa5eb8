using NanoBanana.Contracts;
using NanoBanana.Contracts.Edits;
using NanoBanana.Contracts.Messages;
using NanoBanana.Core.Edits;
using NanoBanana.Core.Engines;
using NanoBanana.Core.Ids;
using NanoBanana.Core.UseCases;

namespace NanoBanana.Worker.Edits;

/// <summary>Ends an edit: with a result it succeeded, and the reply says what is missing; without one it failed.</summary>
internal sealed partial class EditEnd(
    EditWork work, EngineCatalogue engines, EditMetrics metrics, TimeProvider time, ILogger<EditEnd> logger)
{
    /// <param name="problems">Why variants are missing, in the order of the variants.</param>
    public Task EndAsync(EditCourse course, IReadOnlyList<Problem> problems) =>
        course.Edit.ResultIds.Count == 0 && problems.Count > 0 ? FailAsync(course, problems[0])
        : SucceedAsync(course, TextOf(course, problems), course.Edit.ResultIds.Count * UnitsOf(course));

    /// <summary>There was nothing to make: words, and pictures that are there already. It costs nothing.</summary>
    public Task AnswerAsync(EditCourse course, Meaning.Answer answer)
    {
        course.Edit = course.Edit with { ResultIds = answer.ImageIds };
        return SucceedAsync(course, answer.Words, units: 0);
    }

    private Task SucceedAsync(EditCourse course, string words, int units)
    {
        var (edit, now) = (course.Edit, time.GetUtcNow());
        var reply = edit.RunId is not null ? null : new Message(
            Id.InSession(Id.New(now), edit.SessionId), edit.SessionId, null, MessageRole.Assistant, words, edit.ResultIds, edit.Id, now,
            null);
        var done = edit with
        {
            Status = EditStatus.Succeeded,
            Progress = 1,
            ReplyId = reply?.Id,
            FinishedAt = now,
            Units = edit.Units with { Charged = units },
        };
        return FinishAsync(done, course.Token, reply);
    }

    private Task FailAsync(EditCourse course, Problem problem) => FinishAsync(
        course.Edit with
        {
            Status = EditStatus.Failed,
            Problem = problem.Engines is null ? problem
                : problem with { Engines = Others(course.Edit) is { Count: > 0 } others ? others : null },
            FinishedAt = time.GetUtcNow(),
            Units = course.Edit.Units with { Charged = ChargeOf(course, problem) },
        },
        course.Token, null);

    private async Task FinishAsync(Edit done, long token, Message? reply)
    {
        await work.FinishAsync(done, token, reply);
        metrics.Ended(done, done.Problem?.Code);
        LogFinished(done.Id, done.Engine, done.Problem?.Code ?? "delivered", done.Units.Charged);
    }

    /// <summary>The engines that are set up and take any words, with so many pictures and such a mask.</summary>
    private IReadOnlyList<string> Others(Edit edit) =>
    [
        .. engines.Ids.Where(id => id != edit.Engine && engines.CapabilitiesOf(id) is { Available: true, IsGenerative: true } engine
            && edit.ImageIds.Count <= engine.MaxInputs && (engine.TextToImage || edit.ImageIds.Count > 0)
            && (engine.Mask || edit.MaskImageId is null)),
    ];

    /// <summary>What used up its time here, or all its tries, is charged: else the workers' time would be free.</summary>
    private static int ChargeOf(EditCourse course, Problem problem) =>
        course.Engine is { IsRemote: false } engine && (problem.Code == EditProblems.Timeout || problem == EditFailures.GivenUp)
            ? course.Edit.Variants * UnitsOf(course)
            : 0;

    /// <summary>What one result costs.</summary>
    private static int UnitsOf(EditCourse course) => course.Edit.RunId is not null
        ? course.Edit.Units.Estimated
        : course.Engine?.UnitsFor(course.Edit.Prompt, course.Edit.Asked) ?? 1;

    private static string TextOf(EditCourse course, IReadOnlyList<Problem> problems)
    {
        var edit = course.Edit;
        var missing = problems.Count == 0
            ? ""
            : $"{edit.Variants - edit.ResultIds.Count} of {edit.Variants} could not be made: {problems[0].Title}. {problems[0].Detail}";
        var text = string.Join('\n', new[] { course.Words, missing }.Where(part => part.Length > 0));
        return text.Length > Limits.MessageMaxLength ? text[..Limits.MessageMaxLength] : text;
    }

    [LoggerMessage(
        LogLevel.Information, "Edit {EditId} by {Engine} ended ({Outcome}) and is charged {Units} units", EventName = "edit.finished")]
    private partial void LogFinished(string editId, string engine, string outcome, int units);
}
