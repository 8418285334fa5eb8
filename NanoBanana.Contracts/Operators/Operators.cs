namespace NanoBanana.Contracts.Operators;

/// <summary>How full the job lists are.</summary>
/// <param name="Pending">
/// Jobs that wait for a worker, by priority: edits, thumbnails, and edits that wait for engines on the network, which have hands of their
/// own.
/// </param>
/// <param name="Retrying">Jobs that wait for their next try.</param>
/// <param name="Dead">Jobs that were given up.</param>
/// <param name="Workers">Jobs in hand, by worker.</param>
/// <param name="Waits">Seconds that the job waits which has waited longest, by priority; 0 where none waits.</param>
/// <param name="EditsPaused">Whether workers take no edits until an operator says so.</param>
public sealed record JobLists(
    IReadOnlyList<long> Pending, long Retrying, long Dead, IReadOnlyDictionary<string, long> Workers, IReadOnlyList<double> Waits,
    bool EditsPaused);

/// <summary>What the workers have in hand.</summary>
/// <param name="Workers">By name; those with nothing in hand, too.</param>
public sealed record JobsInHand(IReadOnlyList<WorkerJobs> Workers);

/// <summary>What one worker has in hand.</summary>
/// <param name="Worker">Its name: machine, process and loop.</param>
/// <param name="Jobs">The longest in hand first.</param>
public sealed record WorkerJobs(string Worker, IReadOnlyList<JobDetails> Jobs);

/// <summary>Keeps workers from taking edits, or lets them.</summary>
/// <param name="Paused">True: edits in hand are finished, and what is asked for waits.</param>
public sealed record PauseEditsRequest([System.ComponentModel.DataAnnotations.Required] bool? Paused);

/// <summary>What the edits of today (UTC) were charged.</summary>
/// <param name="Engines">By engine, the dearest first.</param>
/// <param name="Accounts">By user, the dearest first; a page.</param>
public sealed record DailyCosts(IReadOnlyList<EngineCost> Engines, Page<AccountCost> Accounts);

/// <summary>What an engine's edits were charged today.</summary>
/// <param name="Engine">Its id.</param>
/// <param name="Units">Cost units.</param>
public sealed record EngineCost(string Engine, long Units);

/// <summary>What a user's edits were charged today.</summary>
/// <param name="Id">Of the account.</param>
/// <param name="Username">As it is now; empty when the account is gone.</param>
/// <param name="Units">Cost units.</param>
public sealed record AccountCost(UserId Id, string Username, long Units);

/// <summary>Refusals and failures of the last 24 hours, to the hour.</summary>
/// <param name="Items">The most frequent first.</param>
public sealed record RecentFailures(IReadOnlyList<FailureCount> Items);

/// <summary>How often something was refused or failed.</summary>
/// <param name="Kind">
/// What: <c>edit</c>, <c>job</c>, <c>limit</c>, <c>request</c>, <c>sign-in</c>, <c>storage</c>, <c>token</c>, <c>upload</c> or
/// <c>worker</c>.
/// </param>
/// <param name="Code">Why, such as the code of the problem.</param>
/// <param name="Count">How often.</param>
public sealed record FailureCount(string Kind, string Code, long Count);

/// <summary>One job.</summary>
/// <param name="Id">What it is about, such as an image.</param>
/// <param name="Kind">What is to be done.</param>
/// <param name="UserId">Whose turn it is.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Attempts">Tries that were made.</param>
/// <param name="Progress">How far the try in hand is, 0–1.</param>
/// <param name="Error">How the last failed try ended; empty when none failed.</param>
public sealed record JobDetails(string Id, string Kind, UserId UserId, SessionId SessionId, int Attempts, double Progress, string Error);

/// <summary>An account as an operator sees it.</summary>
/// <param name="Id">Opaque.</param>
/// <param name="Username">As it is now.</param>
/// <param name="CreatedAt">When it was registered.</param>
/// <param name="Disabled">Whether it is kept from signing in.</param>
/// <param name="Usage">What it has used, and what it may use.</param>
public sealed record Account(UserId Id, string Username, DateTimeOffset CreatedAt, bool Disabled, Accounts.Usage Usage);

/// <summary>Keeps an account from signing in, or lets it in again.</summary>
/// <param name="Disabled">True signs all of its devices out at once.</param>
public sealed record UpdateAccountRequest([System.ComponentModel.DataAnnotations.Required] bool? Disabled);

/// <summary>Names some of the jobs that were given up.</summary>
/// <param name="Ids">At most 100.</param>
public sealed record DeadJobsRequest(
    [System.ComponentModel.DataAnnotations.Required, System.ComponentModel.DataAnnotations.MaxLength(100)] IReadOnlyList<string>? Ids);

/// <summary>How many of those that were named were there.</summary>
public sealed record DeadJobsResult(int Done);

/// <summary>A link with which its holder sets a new password for an account, once.</summary>
/// <param name="Url">Of the web app; whoever has it can use it.</param>
/// <param name="ExpiresAt">15 minutes after it was made.</param>
public sealed record PasswordLink(string Url, DateTimeOffset ExpiresAt);

/// <summary>How the API and what it depends on are.</summary>
/// <param name="Status">The worst of all: <c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Dependencies">Each with its own.</param>
public sealed record SystemHealth(string Status, IReadOnlyList<DependencyHealth> Dependencies);

/// <summary>How one dependency is.</summary>
/// <param name="Name">Such as the object store.</param>
/// <param name="Status"><c>Healthy</c>, <c>Degraded</c> or <c>Unhealthy</c>.</param>
/// <param name="Description">What is wrong, in words; null when nothing is.</param>
public sealed record DependencyHealth(string Name, string Status, string? Description);

/// <summary>Something that an operator did.</summary>
/// <param name="Id">Opaque; sorts by time.</param>
/// <param name="At">When.</param>
/// <param name="OperatorId">Who; <c>console</c> for somebody with a shell on the server.</param>
/// <param name="Action">One of <see cref="OperatorActions"/>.</param>
/// <param name="Subject">What it was done to; empty when that is the whole system.</param>
/// <param name="OperatorName">The operator's user name as it is now; missing when the account is gone, and in an export.</param>
/// <param name="SubjectName">The same of the account that it was done to.</param>
public sealed record OperatorAction(
    string Id, DateTimeOffset At, UserId OperatorId, string Action, string Subject, string? OperatorName = null, string? SubjectName = null)
{
    /// <summary>Stands for the operator where somebody with a shell on the server did it.</summary>
    public static readonly UserId Console = new("console");
}

/// <summary>Which of the operators' actions are searched for; what is null does not matter.</summary>
/// <param name="Operator">A user name, an e-mail address or an id of an account, or <see cref="OperatorAction.Console"/>.</param>
/// <param name="Action">One of <see cref="OperatorActions"/>.</param>
/// <param name="Subject">The account that it was done to, named in the same ways, or the id of a job.</param>
/// <param name="After">Only what was done then or later.</param>
/// <param name="Before">Only what was done before.</param>
public sealed record OperatorActionSearch(
    string? Operator = null, string? Action = null, string? Subject = null, DateTimeOffset? After = null, DateTimeOffset? Before = null);

/// <summary>The names of what operators do.</summary>
public static class OperatorActions
{
    /// <summary>An account was kept from signing in.</summary>
    public const string AccountDisabled = "account.disabled";
    /// <summary>An account was let in again.</summary>
    public const string AccountEnabled = "account.enabled";
    /// <summary>All devices of an account were signed out.</summary>
    public const string AccountSignedOut = "account.signed-out";
    /// <summary>A one-time link to a new password was made.</summary>
    public const string PasswordLinkMade = "account.password-link";
    /// <summary>A job that was given up was queued again.</summary>
    public const string JobRetried = "job.retried";
    /// <summary>A job that was given up was dropped.</summary>
    public const string JobDropped = "job.dropped";
    /// <summary>An account was made an operator.</summary>
    public const string OperatorAdded = "operator.added";
    /// <summary>An account is no operator any more.</summary>
    public const string OperatorRemoved = "operator.removed";
    /// <summary>Workers were told to take no more edits.</summary>
    public const string EditsPaused = "edits.paused";
    /// <summary>Workers were told to take edits again.</summary>
    public const string EditsResumed = "edits.resumed";
    /// <summary>Redis and the objects were copied into a folder.</summary>
    public const string BackedUp = "system.backed-up";
    /// <summary>Redis and the objects were replaced by those of a backup.</summary>
    public const string Restored = "system.restored";
    /// <summary>The secret that signs access tokens was replaced.</summary>
    public const string SecretRotated = "jwt-secret.rotated";
    /// <summary>Accounts and a session to try things with were added.</summary>
    public const string DemoSeeded = "demo.seeded";

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AccountDisabled, AccountEnabled, PasswordLinkMade, AccountSignedOut, DemoSeeded, EditsPaused, EditsResumed, JobDropped, JobRetried,
        SecretRotated, OperatorAdded, OperatorRemoved, BackedUp, Restored,
    ];
}
