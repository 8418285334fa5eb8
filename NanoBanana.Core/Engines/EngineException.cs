using NanoBanana.Contracts;

namespace NanoBanana.Core.Engines;

/// <summary>An engine did not deliver, and says why.</summary>
/// <param name="problem">What the one who asked is told; its code is one of <see cref="Contracts.Edits.EditProblems"/>.</param>
/// <param name="retryAfter">
/// After which wait the same call may succeed and has certainly not been charged; null when asking again unchanged makes no sense or is not
/// safe.
/// </param>
internal sealed class EngineException(Problem problem, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception($"{problem.Code}: {problem.Title}", inner)
{
    public Problem Problem => problem;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>A PNG of the mask that is too weak to work with, to be shown; null where there is none.</summary>
    public byte[]? Mask { get; init; }
}
