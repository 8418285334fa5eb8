namespace NanoBanana.Core.Jobs;

/// <summary>Does one kind of job.</summary>
internal interface IJobHandler
{
    /// <summary>One of <see cref="JobKinds"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the job and commits its result, fenced by the token. Any exception but one for cancellation leads to another try, which counts
    /// unless the object store is away.
    /// </summary>
    Task HandleAsync(TakenJob taken, CancellationToken cancellationToken);

    /// <summary>A try took as long as it may.</summary>
    /// <returns>Whether the job is ended by that, as another try would take as long; else it is tried again.</returns>
    Task<bool> EndLateAsync(TakenJob taken) => Task.FromResult(false);

    /// <summary>The job is given up after its last try: tells the one who waits for it.</summary>
    Task GiveUpAsync(TakenJob taken, CancellationToken cancellationToken);
}
