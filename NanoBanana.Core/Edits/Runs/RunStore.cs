using System.Globalization;
using System.Text;
using System.Text.Json;
using NanoBanana.Contracts;
using NanoBanana.Contracts.Messages;
using NanoBanana.Contracts.Recipes;
using NanoBanana.Core.Ids;
using NanoBanana.Core.Images;
using NanoBanana.Core.Messages;
using NanoBanana.Core.Redis;
using NanoBanana.Core.Sessions;
using NanoBanana.Core.Throttling;
using StackExchange.Redis;

namespace NanoBanana.Core.Edits.Runs;

/// <summary>The runs of sessions, for those who start and steer them.</summary>
internal sealed class RunStore(
    IDatabase database, SessionStore sessions, SessionTransaction transaction, ObjectReferences references, RunFeeder feeder,
    EditCancellation cancellation, StorageQuota quota)
{
    /// <summary>Pictures that the message of a run shows.</summary>
    private const int ShownImages = 4;

    /// <summary>Starts a run; starting it again changes nothing.</summary>
    /// <returns>
    /// <see cref="CommandStatus.Unknown"/> when a picture cannot be used, <see cref="CommandStatus.Full"/> when too many go on.
    /// </returns>
    public async Task<CommandResult<Run>> CreateAsync(
        RunRow row, IReadOnlyList<StepRow> steps, IReadOnlyList<ImageId> imageIds, int? maxUnits, CancellationToken cancellationToken)
    {
        foreach (var sha256 in StepRow.HashesOf(steps))
        {
            await references.LookAfterAsync(sha256);
            await references.TakeAsync(sha256, row.Id, cancellationToken);
        }

        var (id, session) = (row.Id, row.SessionId);
        var message = new Message(
            row.MessageId, session, row.AuthorId, MessageRole.User, $"{row.Name}: {Steps.WordsOf(row.Steps, Limits.PromptMaxLength)}",
            [.. imageIds.Take(ShownImages)], null, row.CreatedAt, null)
        {
            RunId = id,
        };
        var (json, text, stepsJson) = (row.Write(), MessageStore.Write(message), StepRow.Write(steps));
        await using var place = await quota.TakeTextAsync(session, Encoding.UTF8.GetByteCount(json + text + stepsJson));
        var reply = await transaction.CommitAsync(RunScripts.Create, session, row.AuthorId, Role.Editor,
            [
                RunKeys.Run(id), RunKeys.Waiting(id), Keys.Runs(session), RunKeys.Open(id),
                Keys.Messages(session), Keys.MessageRows(session), Keys.ImageRows(session),
            ],
            [
                id, json, stepsJson, message.Id, text, maxUnits?.ToString(CultureInfo.InvariantCulture) ?? "", Limits.RunsAtOnce,
                .. imageIds.Select(image => (RedisValue)image.Value),
            ],
            afterCommit: () => feeder.FeedAsync(session, id));
        return reply.Read(RunRow.Read);
    }

    /// <summary>The run and the user's role; null unless the user may see it.</summary>
    public async Task<RunAccess?> FindAsync(UserId userId, string id) =>
        Id.SessionOf(id) is { } sessionId && await sessions.RoleAsync(userId, sessionId) is { } role
            && (string?)await database.HashGetAsync(RunKeys.Run(id), "json") is { } json
            ? new(RunRow.Read(json), role)
            : null;

    /// <summary>Why pictures of a run have no result.</summary>
    public async Task<Run> WithFailuresAsync(Run run)
    {
        var failures = new List<RunFailure>();
        var noted = await database.HashGetAllAsync(RunKeys.Failures(run.Id));
        foreach (var entry in noted.OrderBy(entry => entry.Name.Text(), StringComparer.Ordinal).Take(Limits.RunMaxFailures))
        {
            var why = entry.Value.Text();
            var problem = why.StartsWith('{')
                ? JsonSerializer.Deserialize(why, RowJson.Rows.Problem)
                : (await database.FindEditAsync(run.SessionId, new(why)))?.Problem;
            failures.Add(new(
                new(entry.Name.Text()), problem ?? new(RunProblems.Cancelled, "Its edit was cancelled", "Retry the failed ones.")));
        }

        return run with { Failures = failures };
    }

    /// <summary>The steps that an edit of the run goes through.</summary>
    public async Task<IReadOnlyList<StepRow>> StepsAsync(string runId) =>
        (string?)await database.HashGetAsync(RunKeys.Run(runId), "steps") is { } steps ? StepRow.Read(steps) : [];

    public async Task<string> NameAsync(string runId) =>
        (string?)await database.HashGetAsync(RunKeys.Run(runId), "json") is { } json ? RunRow.Read(json).Name : "";

    /// <summary>Newest first.</summary>
    public async Task<Page<Run>> ListAsync(SessionId sessionId, string? cursor, int limit)
    {
        var after = cursor is null ? null : Cursors.Decode(cursor);
        if (after is not null && Id.SessionOf(after) is null)
        {
            throw new BadCursorException();
        }

        var ids = await database.NewestAsync(Keys.Runs(sessionId), after, limit + 1);
        var rows = await Task.WhenAll(ids.Select(id => database.HashGetAsync(RunKeys.Run(id.Text()), "json")));
        return rows.Where(row => !row.IsNull).Select(row => RunRow.Read(row.Text())).ToList().ToPage(limit, run => Cursors.Encode(run.Id));
    }

    /// <summary>Pauses a run for its author or the owner, or lets it go on for its author, who is charged.</summary>
    public async Task<CommandResult<Run>> UpdateAsync(UserId userId, string id, bool paused, int? maxUnits)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandStatus.Missing;
        }

        return MayChange(found, userId, isPaying: !paused || maxUnits is not null)
            ? await ChangeAsync(RunScripts.Update, id, userId, [RunKeys.Run(id), RunKeys.Open(id)],
                [paused ? 1 : 0, maxUnits?.ToString(CultureInfo.InvariantCulture) ?? ""])
            : CommandStatus.Forbidden;
    }

    /// <summary>Takes the failed pictures once more, for the author.</summary>
    public async Task<CommandResult<Run>> RetryAsync(UserId userId, string id)
    {
        if (await FindAsync(userId, id) is not { } found)
        {
            return CommandStatus.Missing;
        }

        return MayChange(found, userId, isPaying: true)
            ? await ChangeAsync(RunScripts.Retry, id, userId,
                [RunKeys.Run(id), RunKeys.Waiting(id), RunKeys.Failures(id), RunKeys.Open(id)], [Limits.RunsAtOnce])
            : CommandStatus.Forbidden;
    }

    /// <summary>Cancels a run and its open edits, for its author or the owner.</summary>
    public async Task<CommandStatus> CancelAsync(UserId userId, string id) =>
        await FindAsync(userId, id) is not { } found ? CommandStatus.Missing
        : !MayChange(found, userId, isPaying: false) ? CommandStatus.Forbidden
        : await feeder.CancelAsync(id, userId, () => cancellation.OfRunAsync(found.Run.SessionId, id));

    public async Task<bool> IsCancelledAsync(string id) => await database.HashGetAsync(RunKeys.Run(id), "status") == "cancelled";

    /// <summary>Feeds every run of the session that takes pictures.</summary>
    public async Task ReconcileAsync(SessionId sessionId)
    {
        foreach (var id in await database.SetMembersAsync(Keys.OpenRuns(sessionId)))
        {
            await feeder.FeedAsync(sessionId, id.Text());
        }
    }

    /// <summary>Removes all runs of a session, and gives back what they refer to.</summary>
    public async Task EraseAsync(SessionId sessionId)
    {
        foreach (var entry in await database.SortedSetRangeByRankAsync(Keys.Runs(sessionId)))
        {
            var id = entry.Text();
            await references.GiveBackAllAsync(StepRow.HashesOf(await StepsAsync(id)), id);
            await database.KeyDeleteAsync([RunKeys.Waiting(id), RunKeys.Failures(id), RunKeys.Run(id)]);
        }

        await database.KeyDeleteAsync([Keys.OpenRuns(sessionId), Keys.Runs(sessionId)]);
    }

    private async Task<CommandResult<Run>> ChangeAsync(
        SessionScript script, string id, UserId userId, RedisKey[] keys, RedisValue[] values)
    {
        var session = Id.SessionOf(id)!.Value;
        var reply = await transaction.CommitAsync(
            script, session, userId, Role.Editor, keys, values, afterCommit: () => feeder.FeedAsync(session, id));
        return reply.Read(RunRow.Read);
    }

    private static bool MayChange(RunAccess found, UserId userId, bool isPaying) =>
        found.Role >= Role.Editor && (found.Run.AuthorId == userId || (found.Role == Role.Owner && !isPaying));
}

/// <summary>A run and the role of who asks for it.</summary>
internal readonly record struct RunAccess(Run Run, Role Role);
